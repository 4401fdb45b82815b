"""Steady: a local voice assistant for hard moments."""
