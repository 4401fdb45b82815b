title: A no to the direct question does not erase what was said.

she [crisis_self R2]: I don't want to live.
she [no]: no I didn't mean it
steady: nine, eight, eight
she [no]: no
steady: grounding/1
she [crisis_self R2]: I just want to sleep forever.
steady: safety_r2_again/*
(silence)
(silence)
(silence)
