title: Riding the wave, a minute at a time, until she says enough.
never: will pass
never: twenty

she [surf]: Stay with me till it passes.
(notes skill surf)
steady: surf/1
steady: surf/2
she [rate 7]: seven
steady: lines/how_urges_feel
she [none]: in my chest
steady: surf/6
(breathing paced 2)
(quiet company)
she [yes]: yes
(breathing paced 2)
(quiet company)
she [yes]: one more
(breathing paced 2)
she [no]: enough
she [rate 7]: still seven
steady: lines/number_stayed
she [no]: no
(quiet company)
