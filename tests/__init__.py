"""The tests of Steady; a package, so that nothing else of that name is taken for it."""
