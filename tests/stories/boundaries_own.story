title: Her own rules and her word to herself are read.
words: full

she [boundaries]: What are my rules?
(notes skill boundaries)
steady: boundary:11
steady: boundary:12
steady: commitment:13
she [none]: The one with the hall.
steady: hour
steady: boundaries/*
she [no]: no
she [no]: no
