title: She says next at every step, and comes out at the other end.
words: reasons

she [urge_contact]: I want to text him.
(during urge_contact/validate) she [next]: next
(during urge_contact/stop) she [next]: next
(during breathing) she [next]: next
she [next]: next
(during reason:1) she [next]: next
(during reason:2) she [next]: next
she [next]: next
steady: activities/*
she [yes]: yes, okay
(during quiet company) she [next]: next
steady: outcome/*
she [no]: no
(notes outcome did_not_contact)
