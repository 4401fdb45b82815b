title: Unclear words come again after a no; she is not questioned anew.

she [crisis_self R8]: I give up.
she [no]: no, I'm tired
steady: nine, eight, eight
she [yes]: yes breathe
she [yes]: a little
she [crisis_self R8]: I can't do this.
steady: safety_r8_again/*
