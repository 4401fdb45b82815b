title: Box breathing comes with a caution, slows down on request, and ends on an out-breath.
words: none

she [breathe box]: box breathing please
(notes skill breathe)
steady: breathing/box
(breathing box 6)
(during breathing) she [slower]: slower
she [breathe]: more
(breathing box 6)
she [no]: no
steady: breathe/*
