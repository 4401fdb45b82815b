title: The wish to look counts as an urge, and she did not look.
words: reasons

she [urge_check]: I want to look at his Instagram.
(notes moment urge_check)
steady: urge_check/validate
steady: urge_check/phone
(breathing paced 1)
she [rate 6]: six
she [none]: whether he is seeing someone
steady: urge_check/*
steady: reason:*
steady: lines/both_truths
she [distract]: distract me
she [next]: something else
steady: activities/*
she [yes]: yes
she [rate 5]: five
steady: outcome_check/1
she [no]: no
(notes outcome did_not_contact)
