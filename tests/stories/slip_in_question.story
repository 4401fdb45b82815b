title: Asked whether she looked she says that she wrote.
words: reasons

she [urge_check]: I want to see his story.
she [no]: skip
(silence)
she [no]: no
she [slip]: I sent him a heart.
(notes outcome contacted)
steady: slip/1
she [yes]: yes
she [breathe]: breathe
