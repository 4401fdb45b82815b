title: Asked for the outcome she says that she wrote, and is met with kindness.
words: reasons

she [urge_contact]: I want to text him.
she [rate 9]: nine
steady: reason:*
she [no]: no
she [rate 9]: nine
steady: outcome/*
she [yes]: yes I sent it
(notes outcome contacted)
steady: slip/*
she [yes]: I am safe
steady: slip/*
she [breathe]: breathe
(breathing paced 6)
steady: slip/*
