"""Commands and screens: the words on the terminal, and nothing else."""
