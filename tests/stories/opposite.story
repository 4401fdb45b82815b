title: Opposite action goes away from reminders, all the way.
start: opposite_action
words: full

steady: opposite_action/1
steady: misfit:5
she [distract]: something to do
steady: activity:10
she [yes]: yes
