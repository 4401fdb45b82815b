title: Was it so bad? Her facts answer, and she turns her mind.
words: full

she [doubting]: Was it really that bad?
(notes moment doubting)
steady: doubting/validate
steady: bad
steady: turning/*
steady: reason:*
steady: hurt:4
steady: misfit:5
steady: turn
steady: lines/both_truths
she [breathe]: breathe
(breathing)
steady: doubting/*
