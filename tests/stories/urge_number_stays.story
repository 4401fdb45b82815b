title: The number does not fall, and that is said to be normal.
words: reasons
never: number_fell

she [urge_contact]: I need to hear his voice.
she [rate 8]: eight
steady: reason:*
she [no]: no
(quiet company)
steady: lines/rate_after
she [rate 8]: still eight
steady: lines/number_stayed
she [no]: no
(notes outcome did_not_contact)
