title: Danger is told twice; the number comes at once, both times.

she [crisis_danger R1]: He is breaking in.
steady: nine, one, one
she [breathe]: breathe
(during breathing) she [crisis_danger R1]: He is in the hall.
steady: safety_r1_again/* | lines/help_call
steady: nine, one, one
steady: safety_r1_again/*
