title: Goodbye ends it at any point.
words: reasons

she [surf]: stay with me
she [rate 3]: three
(silence)
(during breathing) she [goodbye]: goodbye
steady: lines/goodbye
(the end)
