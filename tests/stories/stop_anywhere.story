title: Stop in the middle of a sentence; it listens, and goes on with something else.
words: reasons

she [urge_contact]: I want to text him.
(during urge_contact/stop) she [stop]: stop
steady: lines/stopped
she [distract]: distract me
steady: activities/*
she [yes]: yes
