title: In the middle of dictation she tells of threats, and gets help at once.

she [journal]: I want to vent.
she [none]: I can't sleep.
she [crisis_danger R3]: He said he'd kill me if I left.
steady: I believe you
she [no]: not right now
steady: seven, nine, nine; seven, two, three, three
(silence)
