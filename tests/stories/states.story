title: She finds that she is in emotional mind, and goes to wise mind.
start: states_of_mind
words: reasons

steady: states_of_mind/1
steady: states_of_mind/2
steady: states_of_mind/3
she [none]: emotional mind for sure
steady: state_named/1
she [yes]: yes
steady: wise_mind/*
she [none]: emotional
she [no]: no
she [no]: no
