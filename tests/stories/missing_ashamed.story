title: She is ashamed of missing him, and is met with kindness first.

she [missing]: I'm so ashamed that I miss him.
steady: kind_words/1
(silence)
steady: self_compassion/*
