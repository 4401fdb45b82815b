title: In the evening she tells of a slip.
words: reasons
start: review

she [rate 9]: nine
(silence)
she [no]: no I wrote to him
(notes outcome contacted)
steady: slip/1
she [yes]: yes
she [no]: no
steady: slip/*
