title: She is not strong enough, she says; the answer is a skill, and a rule that is kept.
words: reasons

she [doubting]: I'm not strong enough for this.
steady: willpower/1
she [yes]: yes
steady: add_boundary/1
she [yes]: yes
she [none]: If it is late then I put the phone in the hall.
steady: if it is late then i put the phone in the hall
she [yes]: yes
(keeps boundary: if it is late then i put the phone in the hall)
she [no]: no
