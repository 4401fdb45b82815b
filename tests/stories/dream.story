title: A dream of going back gets a limit that she set herself.
words: full

she [fantasy]: I keep thinking how it would be if we got back together.
(notes moment fantasy)
steady: fantasy/validate
she [no]: no
steady: daydream/1
steady: boundary:*
steady: daydream/*
steady: reason:*
steady: left for a reason | dream
she [distract]: something to do
she [yes]: yes
steady: fantasy/*
