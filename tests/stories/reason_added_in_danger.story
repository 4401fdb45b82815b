title: What she dictates as a reason is a disclosure; help comes first, and the reason can still be kept.

she [add_reason]: add a reason
she [crisis_danger R3]: He hit me.
steady: I believe you
she [no]: not now
steady: still be one of your reasons
she [add_reason]: add a reason
she [none]: He hit me on Sunday.
steady: he hit me on sunday
she [yes]: yes
she [no]: skip
(keeps reason: he hit me on sunday)
