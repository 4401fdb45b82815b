title: With locked words a letter can still be said, and nothing is kept.
words: locked
never: keeps
never: journal_keep

she [journal]: unsent letter
steady: locked | is locked | kept right now
she [none]: You broke my trust.
she [no]: that's it
steady: journal/*
she [breathe]: breathe
