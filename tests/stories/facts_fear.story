title: In the long form fear of a person is never checked away.
start: facts_full

she [yes]: yes I am afraid of him
steady: Trust the fear
steady: safety_r3/1
she [no]: not now
steady: nine, nine
she [goodbye]: goodbye
(the end)
