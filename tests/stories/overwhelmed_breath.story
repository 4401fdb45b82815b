title: Too much at once; the body and the breath come before words.
words: full
never: reason:

she [overwhelmed]: I can't stop crying, my heart is racing.
(notes moment overwhelmed)
steady: overwhelmed/1
steady: overwhelmed/2
(quiet company)
she [yes]: yes
(breathing paced 6)
steady: overwhelmed/4
she [yes]: a bit
steady: person:7
steady: overwhelmed/*
