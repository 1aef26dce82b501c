import { createHash, randomBytes } from 'node:crypto'
import type { KeyBinding, VenueSecret } from '#ports/venue-keys.ts'
import { AEAD_KEY_BYTES, AEAD_OVERHEAD, decrypt, encrypt } from './aead.ts'
import { boundTo, bytesOfSecret, secretOfBytes } from './key-text.ts'

/**
 * An envelope, version 1: `0x11 | id of the key-encryption key (8) | wrapped data key (60) | nonce | ciphertext
 * | tag`. Every secret has a data key of its own; changing the key-encryption key re-wraps 32 bytes each.
 */
const VERSION = 0x11
const KEY_ID_BYTES = 8
const WRAPPED_KEY_BYTES = AEAD_KEY_BYTES + AEAD_OVERHEAD
const HEADER_BYTES = 1 + KEY_ID_BYTES

/** Encrypts for keeping, under the runner's key-encryption key (32 bytes in base64url). */
export function wrapSecret(
  encryptionKey: string,
  secret: VenueSecret,
  binding: KeyBinding,
): Buffer {
  const outer = keyOf(encryptionKey)
  const dataKey = randomBytes(AEAD_KEY_BYTES)
  const bound = boundTo(binding)
  return Buffer.concat([
    Buffer.from([VERSION]),
    idOf(outer),
    encrypt(outer, dataKey, bound),
    encrypt(dataKey, bytesOfSecret(secret), bound),
  ])
}

/** Throws for an envelope of another key, row or firm, and for changed bytes. */
export function unwrapSecret(
  encryptionKey: string,
  envelope: Buffer,
  binding: KeyBinding,
): VenueSecret {
  const outer = keyOf(encryptionKey)
  if (envelope[0] !== VERSION || !envelope.subarray(1, HEADER_BYTES).equals(idOf(outer))) {
    throw new RangeError('expected an envelope of the key-encryption key that this runner holds')
  }
  const bound = boundTo(binding)
  const dataKeyEnd = HEADER_BYTES + WRAPPED_KEY_BYTES
  const dataKey = decrypt(outer, envelope.subarray(HEADER_BYTES, dataKeyEnd), bound)
  return secretOfBytes(decrypt(dataKey, envelope.subarray(dataKeyEnd), bound))
}

function keyOf(text: string): Buffer {
  const key = Buffer.from(text, 'base64url')
  if (key.length === AEAD_KEY_BYTES) return key
  throw new RangeError(`expected ${AEAD_KEY_BYTES} bytes of base64url, found ${key.length}`)
}

/** Tells keys apart without telling anything of them. */
function idOf(key: Buffer): Buffer {
  return createHash('sha256').update(key).digest().subarray(0, KEY_ID_BYTES)
}
