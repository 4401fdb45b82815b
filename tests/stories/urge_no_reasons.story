title: Without reasons of her own she hears plain ones, and adds the first by voice.

she [urge_contact]: I want to text my ex.
she [no]: skip
steady: plain_reasons/*
steady: invite_reason/1
she [yes]: yes
steady: add_reason/*
she [none]: He hid my keys so I could not leave the house.
steady: he hid my keys so i could not leave the house
she [yes]: yes
she [none]: I was scared in my own home.
(keeps reason: he hid my keys so i could not leave the house, because i was scared in my own home)
steady: lines/both_truths
she [breathe]: breathe
(breathing)
she [no]: no
(notes outcome did_not_contact)
