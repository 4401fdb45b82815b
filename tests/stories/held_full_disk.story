title: The disk is full; she hears it in one sentence, and nothing else is lost.
vault: full

she [held]: The urge passed.
she [none]: I sang.
she [yes]: yes
(keeps note: i sang)
steady: The disk is full
steady: held/*
steady: held/*
