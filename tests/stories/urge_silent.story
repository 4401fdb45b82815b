title: She does not say a word after the urge, and gets company, not errors.
words: reasons
never: not_understood

she [urge_contact]: I want to text him.
steady: lines/rate_before
(silence)
steady: reason:*
steady: settle/1
(silence)
steady: lines/nudge
(silence)
steady: lines/quiet_company
(quiet company)
