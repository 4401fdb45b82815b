title: The facts are heard in full, with why it matters, and the way ends on rest.
words: full

she [check_facts]: Read me my reasons.
steady: lines/your_words
steady: reason:1
steady: i was afraid in my own bed
steady: reason:2
steady: reason:3
steady: hurt:4
steady: misfit:5
steady: promise:6
steady: she went once
steady: fear | danger
she [no]: leave it here
steady: lines/both_truths
she [breathe]: breathe
(breathing)
