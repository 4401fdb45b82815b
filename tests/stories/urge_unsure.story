title: When it is not sure what she meant, it asks back before it acts.
words: reasons

she [?urge_contact]: I want to to him.
steady: wanting to reach out
she [yes]: yes
steady: urge_contact/validate
she [rate 3]: three
steady: reason:*
she [breathe]: breathe
