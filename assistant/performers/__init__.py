"""Carries out what a conversation asks for: typed, or live on sound."""
