title: A rule that she dictates tells of danger; that comes first.

she [boundaries]: my rules
(silence)
she [yes]: yes
she [crisis_danger R3]: If he threatens to kill me again.
steady: I believe you
she [yes]: yes right now
steady: nine, one, one
