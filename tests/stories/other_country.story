title: In Ireland the numbers are those of Ireland.
country: IE

she [crisis_self R2]: I don't want to be here.
she [yes]: yes
steady: one, one, six; one, two, three
she [no]: no
she [yes]: I will
(silence)
(silence)
