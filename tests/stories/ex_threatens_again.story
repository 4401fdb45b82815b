title: The threat to end his life comes again, in a message.

she [crisis_danger R5]: He says he will kill himself.
(silence)
(silence)
she [urge_reply]: He wrote again, should I answer?
she [no]: skip
she [crisis_danger R5]: He says it's my fault if he dies.
steady: safety_r5_again/*
