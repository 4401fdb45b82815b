title: In a calm moment the boxes are filled by voice, and read afterwards.

she [pros_cons]: do the pros and cons with me
she [yes]: yes
steady: boxes_write/*
she [none]: I would hear his voice.
she [yes]: yes
(keeps pro: i would hear his voice)
she [none]: I would wait for days.
she [yes]: yes
(keeps con: i would wait for days)
she [no]: skip
she [none]: I sleep again.
she [yes]: yes
(keeps gain: i sleep again)
she [no]: no
(quiet company)
she [pros_cons]: pros and cons
steady: i would hear his voice
steady: i would wait for days
steady: i sleep again
she [breathe]: breathe
