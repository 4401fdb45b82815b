title: A mixed message is split in two.
words: full
never: outcome/

she [urge_reply]: She wants the money back and says sorry.
she [no]: skip
she [none]: a bit of both
steady: reply_practical/1
(silence)
steady: reply_one_line/1
she [no]: no
she [yes]: yes
steady: steady | slow
she [yes]: yes
steady: reply_practical/*
steady: reply_feelings/*
steady: promise:6
steady: reason:*
she [breathe]: breathe
