title: It says what it is and is not, what it keeps, and whom it follows.
start: about

steady: not a person
steady: cannot call
steady: without the internet
steady: erase
steady: Krystal Mazzola Wood
steady: Linehan
