import * as z from 'zod'
import { auditEventId } from './id.ts'
import { time } from './time.ts'

/** Something that somebody did, written in the transaction that did it. */
export const auditEventCodec = z.object({
  id: auditEventId,
  at: time,
  actorKind: z.string(),
  actorId: z.string(),
  /** The person's name; null for what is no person. */
  actorName: z.string().nullable(),
  /** `noun.verb`, such as `account.pause`. */
  action: z.string(),
  targetKind: z.string(),
  targetId: z.string(),
  requestId: z.string(),
  data: z.record(z.string(), z.unknown()),
})
export type AuditEventView = z.output<typeof auditEventCodec>
