title: It heard her wrongly, she says it again, and only the second one is kept.
never: keeps reason: he bit

she [add_reason]: add a reason
she [none]: He bit the tree.
she [no]: no
she [none]: He kicked the dog.
she [yes]: yes
she [no]: skip
(keeps reason: he kicked the dog)
