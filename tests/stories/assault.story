title: After assault she is believed, and what happens next is her choice.
never: why did

she [crisis_danger R4]: He raped me.
steady: your choice
she [yes]: I'm safe
steady: eight, zero, zero; six, five, six; four, six, seven, three
(silence)
