title: She has heard enough of her reasons, and is offered something kind.
words: full

she [check_facts]: the facts
(during reason:2) she [breathe]: breathe
steady: breathe/*
she [no]: no
steady: breathe/*
