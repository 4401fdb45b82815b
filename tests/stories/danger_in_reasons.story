title: While her reasons are read she says that he has a knife.
words: reasons
country: GB

she [urge_contact]: I want to text him.
she [rate 5]: five
(during reason:1) she [crisis_danger R1]: He's here, he has a knife.
steady: nine, nine, nine
(silence)
