import { randomBytes } from 'node:crypto'
import type { Dice } from '#ports/dice.ts'

const UUID_BYTES = 16
const TIME_BYTES = 6

/** The machine's randomness. */
export const systemDice: Dice = {
  uuid: uuidV7,
  secret: (bytes) => randomBytes(bytes).toString('base64url'),
  fraction: Math.random,
}

/** RFC 9562 section 5.7: 48 bits of Unix milliseconds, then version, variant and 74 random bits. */
function uuidV7(): string {
  const bytes = randomBytes(UUID_BYTES)
  bytes.writeUIntBE(Date.now(), 0, TIME_BYTES)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex')
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-')
}
