title: The four boxes that she filled on a calm day are read, the gain last.
words: full

she [pros_cons]: pros and cons
(notes skill pros_cons)
steady: pro:14
steady: con:15
steady: price:17
steady: gain:16
steady: pros_cons/*
(quiet company)
she [breathe]: breathe
