title: A reason is said once more, and slower.
words: reasons

she [urge_contact]: I want to text him.
she [rate 5]: five
(during reason:1) she [repeat]: say that again
steady: reason:1
(during reason:2) she [slower]: slower
(adjusts pace -1)
steady: reason:2
she [no]: no
she [no]: skip
she [no]: no
