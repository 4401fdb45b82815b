title: She rehearses the day in court, and keeps her plan.
start: cope_ahead

she [none]: The hearing on Monday.
she [none]: I'll want to explain myself to him.
she [none]: Sit next to Ana and breathe out.
steady: sit next to ana and breathe out
she [yes]: yes
(keeps boundary: sit next to ana and breathe out)
(quiet company)
(quiet company)
she [no]: no
