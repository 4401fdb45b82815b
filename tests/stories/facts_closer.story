title: She looks closer at what she feels.
words: reasons

she [check_facts]: the facts
she [yes]: yes
steady: facts_closer/1
she [none]: sad
steady: facts_closer/2
she [none]: I saw his car.
steady: facts_closer/3
(silence)
steady: facts_closer/*
steady: lines/both_truths
she [no]: no
