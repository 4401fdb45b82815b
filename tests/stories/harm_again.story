title: The wish to hurt him comes back.

she [crisis_self R6]: I could kill him.
(silence)
(silence)
she [breathe]: breathe
(during breathing) she [crisis_self R6]: I still want to hurt him.
steady: safety_r6_again/*
