title: A pause in the middle, and on from where it was.
words: reasons

she [urge_contact]: I want to text him.
she [rate 4]: four
(during reason:2) she [pause]: hang on
steady: lines/paused
(silence)
she [resume]: go on
steady: reason:2
steady: lines/both_truths
she [breathe]: breathe
(during breathing) she [pause]: wait
steady: lines/paused
she [resume]: carry on
(breathing)
she [no]: skip
she [no]: no
