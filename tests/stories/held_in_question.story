title: Asked for the outcome she says it in her own words.
words: reasons

she [urge_contact]: I want to text him.
she [no]: skip
she [no]: no
she [held]: I put the phone away and didn't text.
(notes outcome did_not_contact)
steady: not_contacted/*
