title: After a slip she is not safe; that comes first.

she [slip]: I met him.
she [no]: no
steady: safety_r3/1
she [yes]: yes
steady: nine, one, one
