title: She held on, and what helped is kept.
words: none

she [held]: I deleted the draft.
(notes outcome did_not_contact)
steady: held/1
steady: held/2
steady: held/3
she [none]: I went to the kitchen and made tea.
steady: i went to the kitchen and made tea
she [yes]: yes
(keeps note: i went to the kitchen and made tea)
steady: held/*
