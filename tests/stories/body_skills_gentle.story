title: She is not sure, so cold and hard movement are left out.
start: tipp
never: tipp_cold
never: tipp_move

she [none]: I don't know
steady: leave those out
(breathing paced 6)
steady: tipp/*
she [no]: no
