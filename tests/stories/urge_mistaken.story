title: It asks back, was wrong, and lets her say it again.

she [?slip]: I stopped myself.
steady: having been in touch
she [no]: no
steady: lines/say_it_again
she [held]: I didn't text him.
steady: held/*
she [no]: skip
steady: held/*
