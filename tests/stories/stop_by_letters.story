title: Stop, by its four letters.
start: stop_skill

steady: stop_skill/1
steady: stop_skill/2
(breathing paced 1)
steady: stop_skill/3
(quiet company)
steady: stop_skill/4
she [breathe]: breathe
