title: The spiral stair, with eyes closed.
start: wise_practices

she [no]: the other one
steady: practice_stairs/1
(breathing natural 8)
steady: practice_stairs/*
(quiet company)
she [breathe]: breathe
