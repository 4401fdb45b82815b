title: She names the urge and asks for her reasons in one breath; the reasons come, and the urge is remembered.
words: reasons

she [check_facts + urge_contact]: I want to text him, read me my reasons.
(notes skill check_facts)
steady: reason:1
steady: reason:2
steady: reason:3
she [no]: no
she [breathe]: breathe
(breathing)
steady: outcome/*
she [no]: no
(notes outcome did_not_contact)
