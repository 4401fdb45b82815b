title: It mishears twice at a question, and goes on without scolding.
words: reasons
never: wrong

she [urge_contact]: I want to text him.
she [none]: eight teen
steady: lines/both_truths
she [none]: brief
steady: lines/not_understood
she [none]: bees
steady: outcome/*
she [none]: what
steady: lines/here_with_you
