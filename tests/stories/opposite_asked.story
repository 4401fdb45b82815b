title: She asks for opposite action by name.

she [accept]: opposite action please
steady: opposite_action/1
she [no]: no
