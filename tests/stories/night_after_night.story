title: Two urges in one night, one kind of help after the other, and she holds on.
words: full

she [urge_check]: I want to look at her page.
she [rate 7]: seven
she [no]: I don't want to say
she [breathe]: breathe
she [rate 5]: five
she [no]: no
(notes outcome did_not_contact)
she [urge_contact]: Now I want to call her.
she [rate 9]: nine
steady: lines/body_first
she [distract]: something to do
steady: activity:10
she [yes]: yes
she [rate 9]: nine
steady: lines/number_stayed
she [held]: I didn't call
(notes outcome did_not_contact)
she [goodbye]: goodnight
(the end)
