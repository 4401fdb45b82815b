title: Stop in dictation keeps nothing.
never: keeps

she [journal]: take a note
she [none]: I can't say it.
she [stop]: stop
steady: lines/stopped
