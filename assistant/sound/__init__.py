"""The sound card, for hearing and speaking alike: finding, opening and closing streams."""
