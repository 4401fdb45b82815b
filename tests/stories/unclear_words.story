title: Words that may mean more are asked about plainly, and then the urge goes on.
words: reasons

she [urge_contact]: I want to text him.
she [crisis_self R8]: I can't do this anymore.
steady: ending your life
she [no]: no, I mean the silence
steady: nine, eight, eight
steady: urge_contact/validate
she [rate 6]: six
she [no]: no
she [no]: skip
she [no]: no
