title: Breathing feels wrong, so they look around the room.

she [overwhelmed]: I'm shaking.
she [no]: no not breathing
steady: grounding/1
steady: grounding/2
steady: grounding/3
steady: grounding/4
steady: grounding/5
she [no]: no
steady: overwhelmed/*
steady: lines/body_first
steady: overwhelmed/*
