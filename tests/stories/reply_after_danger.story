title: After danger was told, a message is kept and not answered alone.

she [crisis_danger R3]: He waits outside my work every day.
steady: safety_r3/*
she [no]: not right now
steady: one; eight, zero, zero; seven, nine, nine
she [urge_reply]: He texted me, should I answer?
she [no]: skip
steady: reply_with_danger/*
steady: one; eight, zero, zero; seven, nine, nine
steady: reply_sort/1
she [no]: no
steady: reply_feelings/*
(silence)
(silence)
