import * as z from 'zod'

// Before any schema is made: the content security policy forbids compiled validators, and zod's asking whether
// they are allowed would already be reported as a violation.
z.config({ jitless: true })
