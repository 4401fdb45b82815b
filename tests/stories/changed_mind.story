title: She changes her mind three times, and each time it goes along.
words: full

she [check_facts]: my reasons
(during reason:2) she [distract]: no, give me something to do
steady: distract_ideas/*
steady: activity:10
she [breathe]: I'd rather breathe
steady: breathe/*
(during breathing) she [reach_out]: who can I call
steady: person:7
she [yes]: yes
