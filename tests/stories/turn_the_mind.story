title: She asks for turning the mind by name.
words: reasons

she [accept]: turning the mind please
steady: turning_mind/1
steady: turning/1
she [yes]: once more
(breathing paced 3)
steady: reason:1
she [breathe]: breathe
