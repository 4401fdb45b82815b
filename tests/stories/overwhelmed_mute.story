title: She cannot speak at all, and is led through the room in silence.

she [overwhelmed]: too much
(silence)
steady: grounding/1
(silence)
steady: overwhelmed/*
