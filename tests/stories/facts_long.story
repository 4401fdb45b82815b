title: The long form asks for event, readings, threat and what is wise, and any step can be skipped.
start: facts_full
words: reasons

she [no]: no
she [none]: I am jealous.
she [none]: She posted a picture with someone.
she [next]: next
she [none]: It could be her cousin.
steady: facts_full/6
(silence)
steady: facts_full/*
(quiet company)
steady: facts_full/*
(quiet company)
she [distract]: something to do
she [yes]: yes
