title: Back says the sentence before, and then this one.

she [missing]: I miss him.
(during missing/2) she [back]: go back
steady: missing/validate
steady: missing/2
she [breathe]: breathe
