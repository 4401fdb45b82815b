title: Two silences are enough to ask no more; it stays quietly for ten minutes.
words: reasons

she [urge_contact]: I want to text him.
she [surf]: surf the urge
she [rate 8]: eight
(silence)
(breathing paced 2)
(silence)
(breathing paced 2)
(silence)
(breathing paced 2)
steady: surf/*
(breathing paced 2)
(breathing paced 2)
(breathing paced 2)
(breathing paced 2)
(breathing paced 2)
(breathing paced 2)
(breathing paced 2)
she [no]: skip
she [no]: no
steady: outcome/*
she [no]: no
(notes outcome did_not_contact)
