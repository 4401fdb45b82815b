title: A crisis beyond its reach is told twice.

she [crisis_self R7]: I hear voices.
(silence)
(silence)
she [distract]: distract me
she [crisis_self R7]: They are talking again.
steady: safety_r7_again/*
