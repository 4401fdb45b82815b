title: Acceptance begins with the pain, goes through the body, and holds both truths.
words: none
never: get over it

she [accept]: Help me accept that it's over.
(notes skill accept)
steady: accept/validate
steady: accept/*
(quiet company)
steady: accept/4
steady: accept/*
(breathing paced 3)
steady: accept/7
steady: accept/*
she [yes]: yes
steady: turning/1
steady: turning/2
she [breathe]: breathe
