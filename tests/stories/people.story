title: Her people are read one by one, the number in single digits, and it says that it cannot call.
words: full

she [reach_out]: Who can I call?
(notes skill reach_out)
steady: cannot
steady: Ana
steady: reach_out/*
she [back]: back
steady: five, five, five; zero, one, four, two
she [next]: another one
steady: Joan
she [yes]: yes
(quiet company)
