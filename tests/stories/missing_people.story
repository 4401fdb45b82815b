title: In the middle of missing she asks for her people.
words: full
never: reason:

she [missing]: I'm so lonely without her.
steady: missing/5
she [reach_out]: who can I call
steady: reach_out/*
steady: cannot
steady: person:7
she [yes]: yes
(quiet company)
