title: Her count is told without shame, and the day is looked back on.
words: full
never: streak

she [progress]: How am I doing?
(notes skill progress)
steady: 41
steady: 17
steady: progress/*
she [yes]: yes
steady: review/1
she [rate 6]: six
she [none]: Ana helped.
she [yes]: yes
(notes outcome did_not_contact)
steady: review/*
