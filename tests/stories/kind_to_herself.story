title: Three kind steps, and a sentence as to a friend.
start: self_compassion

steady: kind_words/1
steady: kind_words/2
steady: kind_words/3
she [none]: You poor thing, come here.
steady: self_compassion/*
(quiet company)
steady: self_compassion/*
