title: Sweet words are held next to an earlier promise and what came of it.
words: full

she [urge_reply]: Sam wrote that she misses me.
she [rate 8]: eight
she [no]: no
steady: reply_feelings/*
steady: promise:6
steady: she went once
steady: reason:*
steady: proof | lie | scares
steady: urge_reply/*
steady: boundary:11
steady: lines/both_truths
she [no]: no
(quiet company)
she [rate 6]: six
steady: outcome/*
she [no]: no
(notes outcome did_not_contact)
