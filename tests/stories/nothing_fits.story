title: Something else, and something else, until one thing fits.

she [distract]: take my mind off it
steady: activities/*
she [next]: something else
she [no]: not that
she [distract]: another
she [next]: next
she [yes]: okay that
(notes skill distract)
(quiet company)
