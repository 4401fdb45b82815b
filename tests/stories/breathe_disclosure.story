title: In the middle of breathing she discloses, and the breathing ends for it.

she [breathe]: breathe
(during breathing) she [crisis_self R2]: I want to end it.
steady: safety_r2/*
she [no]: no
steady: safety_denied/*
she [no]: no
steady: grounding/1
