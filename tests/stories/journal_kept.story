title: A note in pieces is kept as one, on a clear yes.

she [journal]: take a note
she [none]: I slept badly.
she [none]: I want him to know.
(silence)
steady: journal_keep/*
she [yes]: yes
(keeps note: i slept badly. i want him to know)
she [no]: no
(quiet company)
