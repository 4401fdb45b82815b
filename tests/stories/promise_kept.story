title: She puts an earlier promise into words, and it is kept with what came of it.
words: reasons

she [fantasy]: He promised that he changed.
she [yes]: yes
steady: promises/*
steady: keep_promise/1
she [yes]: yes
she [none]: He said that he would stop drinking.
she [none]: He stopped for nine days.
steady: he stopped for nine days
she [yes]: yes
(keeps promise: he said that he would stop drinking, because he stopped for nine days)
steady: reason:*
she [breathe]: breathe
