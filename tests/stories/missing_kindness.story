title: She wants nothing to do, and gets three kind sentences.

she [missing]: I still love him.
steady: missing/validate
steady: missing/5
she [no]: none of those
steady: kind_words/1
steady: kind_words/2
steady: kind_words/3
(quiet company)
steady: missing/*
