title: She said breathe and meant her reasons.
words: reasons

she [breathe]: breathe
(during breathing) she [check_facts]: no, my reasons
steady: reason:1
she [no]: no
she [no]: no
(quiet company)
