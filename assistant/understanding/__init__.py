"""Text in, meaning out: catalogue, matching, safety first."""
