title: She cannot sort the message; it is taken as something that can wait.

she [urge_reply]: He called me.
(silence)
steady: reply_sort/1
(silence)
steady: wait | pressing
steady: reply_feelings/*
steady: plain_reasons/*
she [no]: no
steady: urge_reply/*
she [breathe]: breathe
steady: outcome/*
she [no]: no
