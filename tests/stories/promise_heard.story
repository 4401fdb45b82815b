title: New promises are held next to an old one and what became of it.
words: full
never: liar

she [fantasy]: She says she has changed.
she [yes]: yes
steady: promises/1
steady: promises/2
steady: promise:6
steady: she went once
steady: reason:*
she [breathe]: breathe
steady: fantasy/*
