title: A message about the children gets one plain line, on facts alone.
words: none
never: outcome/

she [urge_reply]: He texted about picking up the kids.
(notes moment urge_reply)
steady: urge_reply/validate
steady: urge_reply/phone
(breathing paced 1)
she [rate 5]: five
steady: reply_sort/1
she [yes]: yes
steady: reply_practical/*
she [no]: no
steady: reply_one_line/*
steady: reply_one_line/3
she [yes]: yes
she [none]: Pick up at five on Friday and I still love you.
steady: pick up at five on friday and i still love you
she [no]: no
steady: rest | facts | soft
steady: reply_one_line/8
she [no]: no
steady: daylight | tomorrow
steady: reply_practical/3
she [no]: no
steady: lines/both_truths
she [breathe]: breathe
she [rate 3]: three
steady: lines/number_fell
