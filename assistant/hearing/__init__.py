"""Sound in, text out: microphone, end of turn, recognizers."""
