title: She wrote to him; she is forgiven, it stays small, and she comes back to her word.
words: full
never: start over
never: day one

she [slip]: I texted her.
(notes moment slip)
(notes outcome contacted)
steady: slip/1
steady: forgive | kind | human
steady: slip/*
she [yes]: yes
steady: slip/4
steady: promise:6
steady: commitment:13
steady: slip/*
she [breathe]: breathe
(breathing)
steady: slip/*
