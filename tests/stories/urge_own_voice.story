title: A reason recorded in her own voice is played.
words: own_voice

she [urge_contact]: I want to call him.
she [rate 5]: five
steady: reason:1
steady: lines/both_truths
she [breathe]: breathe
she [rate 5]: five
she [no]: no
