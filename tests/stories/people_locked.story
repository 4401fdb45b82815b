title: With locked words no name is asked for, and there is still a way to people.
words: locked
never: shall i keep
never: keep a name

she [reach_out]: my people
steady: lines/words_locked
steady: think_of_someone/1
steady: think_of_someone/*
