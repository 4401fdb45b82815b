title: The second time, the other practice comes, and the states are not named again.
words: reasons

she [wise_mind]: wise mind
(silence)
she [yes]: yes
steady: practice_stone/1
she [no]: no
she [wise_mind]: wise mind again
(silence)
she [yes]: yes
steady: practice_words/1
(breathing paced 6)
she [no]: no
