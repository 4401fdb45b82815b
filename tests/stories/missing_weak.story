title: She calls herself weak for missing, and hears that it is a skill and no matter of will.

she [missing]: I feel so weak for missing him.
steady: willpower/1
steady: willpower/2
steady: skill | skills | learn
steady: willpower/5
she [no]: no
she [breathe]: breathe
