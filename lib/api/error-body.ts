import * as z from 'zod'
import { ERROR_STATUS, type ErrorCode } from './error-codes.ts'

// The keys of an object are its type's, which Object.keys does not say.
const CODES = Object.keys(ERROR_STATUS) as [ErrorCode, ...ErrorCode[]]

/** The body of every answer that is an error. Support asks for the request id. */
export const errorBody = z.object({
  error: z.object({
    code: z.enum(CODES),
    message: z.string(),
    requestId: z.string(),
    details: z.record(z.string(), z.unknown()).optional(),
  }),
})
export type ErrorBody = z.output<typeof errorBody>
