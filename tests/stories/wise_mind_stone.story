title: Wise mind, from noticing to holding both, with the stone in the lake.
words: reasons

she [wise_mind]: Take me to wise mind.
(notes skill wise_mind)
steady: wise_mind/1
she [none]: emotional
steady: wise_mind/*
steady: reason:*
she [yes]: yes
steady: practice_stone/1
(quiet company)
she [no]: no
(quiet company)
