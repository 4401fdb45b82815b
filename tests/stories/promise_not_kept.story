title: Without a clear yes the promise is not kept.
words: reasons

she [fantasy]: Maybe this time is different.
she [yes]: yes
she [yes]: yes
she [none]: he said he'd move out
she [none]: he never did
she [none]: hmm well
steady: kept | go | Gone
she [no]: no
