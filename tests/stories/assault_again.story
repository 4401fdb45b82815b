title: Assault is spoken of again, and she is believed again.

she [crisis_danger R4]: He forced me.
she [yes]: yes
(silence)
she [overwhelmed]: I'm shaking
she [yes]: yes
she [crisis_danger R4]: He forced me more than once.
steady: safety_r4_again/*
