title: The same urge comes twice; other reasons are read the second time, and the outcome is asked each time.
words: reasons

she [urge_contact]: I want to text him.
she [rate 6]: six
steady: reason:1
steady: reason:2
she [no]: no
she [rate 6]: six
she [no]: no
(notes outcome did_not_contact)
she [urge_contact]: It's back, I want to text him.
she [rate 7]: seven
steady: reason:3
she [breathe]: breathe
she [rate 6]: six
steady: outcome/*
she [no]: no
(notes outcome did_not_contact)
