"""Meaning in, reply out: pure, no I/O, no threads, no wall clock."""
