title: Cold and hard movement only for those who may; the cautions come first.
start: tipp

steady: heart
steady: pregnant
she [yes]: yes
steady: tipp_cold/1
steady: tipp_move/1
(breathing paced 6)
she [no]: no
