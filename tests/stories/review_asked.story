title: She asks for a look back on the evening.

she [progress]: my evening review
steady: review/1
she [no]: skip
she [no]: no
(silence)
steady: review/*
