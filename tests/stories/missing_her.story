title: Missing is natural, no weakness and no sign; she breathes.
words: full

she [missing]: I miss her so much.
(notes moment missing)
steady: missing/validate
steady: weak
steady: missing/*
(quiet company)
steady: missing/4 | missing/3
steady: missing/5
she [breathe]: breathe
(breathing paced 6)
steady: missing/*
