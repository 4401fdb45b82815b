title: With no list and no calm, plain words stand in for the boxes.

she [pros_cons]: is it worth it
she [no]: no I'm not calm
steady: boxes_plain/1
steady: boxes_plain/2
steady: boxes_plain/3
steady: pros_cons/*
she [breathe]: breathe
