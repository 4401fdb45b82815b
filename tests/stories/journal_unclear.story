title: What is no clear yes keeps nothing.

she [journal]: write this down
she [none]: I hate sundays.
she [no]: no
she [none]: hm maybe
steady: gone | let go | let it go
she [no]: no
