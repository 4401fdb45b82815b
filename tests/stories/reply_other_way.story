title: A lawyer takes care of it, so she need not write at all.

she [urge_reply]: She sent me a mail about the house.
she [no]: skip
she [yes]: yes
she [yes]: my lawyer does that
steady: comes first | need not write | leave this one
she [no]: no
steady: lines/both_truths
she [distract]: something to do
she [yes]: okay
