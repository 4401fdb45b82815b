title: The disk is full after a note; she hears why, and is not left with it.
vault: full

she [journal]: take a note
she [none]: today was long
she [no]: no
she [yes]: yes
steady: The disk is full
steady: journal_keep/*
she [no]: no
(quiet company)
