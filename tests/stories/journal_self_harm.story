title: In the middle of dictation she says that she does not want to live, and is asked plainly.

she [journal]: dear diary
she [crisis_self R2]: I don't want to be here any more.
steady: safety_r2/*
she [yes]: yes
steady: nine, eight, eight
she [no]: no
steady: safety_support/*
she [yes]: I'll text them
steady: stay here
(silence)
(silence)
