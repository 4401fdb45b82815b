title: She wants to hurt him; distance first.
never: reason:

she [crisis_self R6]: I want to hurt him.
steady: safety_r6/*
(silence)
(silence)
