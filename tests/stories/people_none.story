title: She has named no one yet, thinks of someone, and keeps the name.

she [reach_out]: I need to talk to someone.
steady: think_of_someone/1
(quiet company)
she [none]: my aunt Rosa
steady: my aunt rosa
she [yes]: yes
(keeps person: my aunt rosa)
steady: think_of_someone/*
