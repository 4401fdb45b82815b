title: Maybe she did not try hard enough; she hears no blame.
words: reasons
never: your fault

she [doubting]: Maybe I didn't try hard enough.
steady: try | trying | all of it | whole of it | other way | another way
steady: turning/*
steady: reason:*
she [no]: no
steady: doubting/*
