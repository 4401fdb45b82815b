title: There is a plan; distance and the emergency number come before the rest.
words: full

she [crisis_self R2]: I'm going to kill myself.
she [yes]: yes
she [yes]: I have pills here
steady: distance
steady: nine, one, one
steady: person:*
steady: place:9
she [yes]: yes
(silence)
