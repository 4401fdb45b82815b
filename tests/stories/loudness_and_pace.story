title: Quieter and faster work while it speaks and while they breathe.

she [distract]: distract me
(during distract_ideas/*) she [quieter]: quieter please
(adjusts volume -1)
she [help]: what can I say
steady: distract/menu
she [breathe]: breathe
(during breathing) she [faster]: a bit faster
(breathing paced)
she [no]: no
