title: At ten the body comes first, and then the words.
words: reasons

she [urge_contact]: I'm going to call him right now.
she [rate 10]: ten
steady: lines/body_first
(quiet company)
steady: lines/cold_water
(breathing paced 4)
steady: reason:*
she [distract]: something to do
steady: distract_ideas/*
she [yes]: yes
(quiet company)
she [no]: I'd rather skip
she [no]: no
(notes outcome did_not_contact)
