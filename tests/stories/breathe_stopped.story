title: Stop is obeyed inside the breath, after one out-breath.

she [breathe]: breathe with me
(during breathing) she [stop]: stop
steady: lines/stopped
she [goodbye]: goodbye
steady: lines/goodbye
(the end)
