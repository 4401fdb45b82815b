title: A silence after the rule is no yes, and nothing is kept.

she [boundaries]: my boundaries
she [no]: no
she [yes]: yes
she [none]: if um
(silence)
steady: go | kept | another time
she [no]: no
