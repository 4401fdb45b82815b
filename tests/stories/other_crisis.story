title: Something that is beyond it gets a plain limit and a line.
never: breathing/

she [crisis_self R7]: I haven't eaten for days and I hear voices.
steady: safety_r7/*
(silence)
(silence)
