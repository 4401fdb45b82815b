title: Without rules of her own she borrows three, on dreams, reaching out and replies, and makes one.

she [boundaries]: my boundaries
steady: three_boundaries/fantasy
steady: three_boundaries/reaching_out
steady: three_boundaries/replying
(silence)
she [yes]: yes
she [none]: If he is at the gym then I go home.
she [yes]: yes
(keeps boundary: if he is at the gym then i go home)
she [distract]: something to do
she [yes]: yes
