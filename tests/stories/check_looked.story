title: She has looked, and is told that it can stop here.
words: none
never: contacted
never: shame

she [urge_check]: I keep refreshing his page.
she [no]: skip
(silence)
steady: urge_check/*
she [no]: no
steady: lines/both_truths
she [no]: no
steady: outcome_check/1
she [yes]: yes I did
steady: outcome_check/2
steady: outcome_check/3
