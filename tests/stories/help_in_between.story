title: Help says what can be said here, and comes back to the question.
words: reasons

she [help]: what can I say
steady: lines/menu
she [urge_reply]: He wrote.
she [help]: help
steady: urge_reply/menu
steady: lines/rate_before
she [no]: skip
she [louder]: louder
(adjusts volume +1)
steady: reply_sort/1
she [no]: no
she [no]: no
she [no]: no
