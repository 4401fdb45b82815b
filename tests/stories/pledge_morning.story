title: A word for one day, in the morning.
start: pledge
words: full

steady: commitment:13
she [yes]: yes
she [none]: After nine.
steady: hour | ready
steady: pledge/*
