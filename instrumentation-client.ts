// Before any schema is made: zod would try `new Function` once, and the policy, which forbids it, would be violated.
(globalThis as { __zod_globalConfig?: object }).__zod_globalConfig = { jitless: true };
