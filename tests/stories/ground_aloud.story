title: Five senses, named aloud together.
start: grounding_full

she [none]: lamp, table, cup, cat, rug
she [none]: wool, wood, glass, my hair
(silence)
she [none]: soap and toast
she [none]: tea
steady: grounding_full/*
she [no]: no
