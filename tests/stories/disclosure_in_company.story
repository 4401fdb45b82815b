title: In quiet company she says that he is at the door.
words: reasons

she [missing]: I miss him.
she [no]: no
(during quiet company) she [crisis_danger R1]: He's at the door.
steady: nine, one, one
she [repeat]: repeat
steady: nine, one, one
(silence)
