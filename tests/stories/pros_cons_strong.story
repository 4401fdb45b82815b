title: At nine the body comes before the boxes.
words: full

she [urge_contact]: I want to text her.
she [rate 9]: nine
steady: lines/body_first
she [pros_cons]: pros and cons
steady: pros_cons/*
steady: lines/body_first
steady: pro:14
steady: gain:16
she [no]: no
she [no]: no
(notes outcome did_not_contact)
