import * as z from 'zod'
import { PERMISSIONS, ROLES } from '#core/access/permissions.ts'
import { clientId, inviteId, organizationId, userId } from './id.ts'
import { time } from './time.ts'

export const role = z.enum(ROLES)

const EMAIL_LENGTH_MAX = 254
const NAME_LENGTH_MAX = 80
export const PASSWORD_LENGTH_MIN = 12
export const PASSWORD_LENGTH_MAX = 200

/** Compared in lower case: the same mailbox is the same person. */
export const emailInput = z
  .string()
  .trim()
  .toLowerCase()
  .max(EMAIL_LENGTH_MAX)
  .regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'expected an e-mail address')
export const passwordInput = z
  .string()
  .min(PASSWORD_LENGTH_MIN, `expected at least ${PASSWORD_LENGTH_MIN} characters`)
  .max(PASSWORD_LENGTH_MAX)
export const nameInput = z.string().trim().min(1, 'expected a name').max(NAME_LENGTH_MAX)

/** Who signed in, for whom they may act and what they may do. */
export const meCodec = z.object({
  person: z.object({ id: userId, email: z.string(), name: z.string() }),
  role,
  /** The one client that this person is bound to. */
  clientId: clientId.nullable(),
  organization: z.object({ id: organizationId, name: z.string() }),
  permissions: z.array(z.enum(PERMISSIONS)).readonly(),
  /** When this session ends at the latest. */
  sessionExpiresAt: time,
})
export type Me = z.output<typeof meCodec>

export const personCodec = z.object({
  userId,
  email: z.string(),
  name: z.string(),
  role,
  clientId: clientId.nullable(),
  isRevoked: z.boolean(),
  createdAt: time,
  lastSeenAt: time.nullable(),
})
export type PersonView = z.output<typeof personCodec>

export const inviteCodec = z.object({
  id: inviteId,
  email: z.string(),
  role,
  clientId: clientId.nullable(),
  state: z.enum(['OPEN', 'ACCEPTED', 'REVOKED', 'EXPIRED']),
  createdAt: time,
  expiresAt: time,
})
export type InviteView = z.output<typeof inviteCodec>
