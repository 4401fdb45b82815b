title: No date is known; no number is made up.

she [progress]: how many days
steady: no date | no start date
she [no]: no
steady: lines/here_with_you
