title: Locked words are said to be locked, and help goes on without them.
words: locked
never: reason:
never: invite_reason

she [urge_contact]: I want to text her.
she [rate 6]: six
steady: lines/words_locked
steady: plain_reasons/*
steady: lines/both_truths
she [distract]: give me something to do
steady: distract_ideas/*
steady: activities/*
(silence)
(quiet company)
she [rate 5]: five
she [no]: no
(notes outcome did_not_contact)
