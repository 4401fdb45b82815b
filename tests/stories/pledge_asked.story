title: She asks for her pledge by name.
words: full

she [boundaries]: say my pledge with me
steady: pledge/1
steady: commitment:13
she [yes]: yes
(silence)
(silence)
