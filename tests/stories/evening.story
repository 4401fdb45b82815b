title: The same urge, on one of many evenings.
words: full

she [urge_contact]: I want to text her.
she [rate 6]: six
steady: reason:*
she [breathe]: breathe
she [rate 5]: five
she [no]: no
(notes outcome did_not_contact)
