title: She wants to text, hears her own reasons, breathes, and holds on.
words: reasons

steady: lines/greeting
she [urge_contact]: I want to text him so badly.
(notes moment urge_contact)
steady: urge_contact/validate
steady: urge_contact/stop
(breathing paced 1)
she [rate 7]: seven
(notes rating_before 7)
steady: lines/your_words
steady: reason:1
steady: reason:2
steady: lines/both_truths
steady: settle/1
she [breathe]: breathe
(breathing paced 6)
steady: lines/rate_after
she [rate 4]: maybe a four
(notes rating_after 4)
steady: lines/number_fell
steady: outcome/*
she [no]: no I didn't
(notes outcome did_not_contact)
steady: not_contacted/*
