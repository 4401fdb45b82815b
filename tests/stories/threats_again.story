title: Stalking is told again; what was answered is not asked again.

she [crisis_danger R3]: He follows me home.
steady: safety_r3/2
she [no]: no
(silence)
she [missing]: and I still miss him
she [no]: no
she [crisis_danger R3]: He was in front of my house again.
steady: safety_r3_again/*
steady: seven, nine, nine; seven, two, three, three
steady: safety_r3_again/*
