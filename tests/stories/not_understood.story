title: What it does not get is asked for once more, and then it goes on.
words: reasons

she [none]: blue seven fish
steady: lines/what_you_can_say
she [urge_contact]: I want to text him.
she [rate 5]: five
she [none]: mumble
steady: lines/not_understood
she [breathe]: breathe
(breathing paced 6)
she [no]: skip
she [no]: no
