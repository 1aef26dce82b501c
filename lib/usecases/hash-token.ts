import { createHash } from 'node:crypto'

/** Bytes of randomness in an invite, a ticket, a set-up token: too many to guess. */
export const TOKEN_BYTES = 32

/** Only this is stored of a token, so that nobody who reads the database can use one. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}
