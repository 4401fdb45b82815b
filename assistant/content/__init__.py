"""Reads voices/ into checked scripts, lines, patterns and help lines."""
