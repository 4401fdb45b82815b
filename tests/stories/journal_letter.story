title: An unsent letter is dictated in pieces and let go.
words: reasons
never: will be sent

she [journal]: I want to write him a letter I'll never send.
(notes skill journal)
steady: never sent | no one | will not hear
she [none]: You were never sorry.
she [none]: I waited so long.
she [no]: that's all
steady: journal_keep/*
she [no]: no
steady: journal_keep/*
steady: journal/*
she [breathe]: breathe
