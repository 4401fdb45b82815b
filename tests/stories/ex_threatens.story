title: He says that he will end his life if she does not answer; she need not answer.
never: call him
never: answer him

she [crisis_danger R5]: He says he'll kill himself if I don't reply.
steady: safety_r5/*
(silence)
(silence)
