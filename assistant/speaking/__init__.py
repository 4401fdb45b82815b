"""Text and cues in, sound out: synthesizers and one mixing loudspeaker."""
