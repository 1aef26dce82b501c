import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/** AES-256-GCM as NIST SP 800-38D advises: 96-bit random nonce, 128-bit tag. `nonce | ciphertext | tag`. */
const ALGORITHM = 'aes-256-gcm'
export const AEAD_KEY_BYTES = 32
export const NONCE_BYTES = 12
export const TAG_BYTES = 16

/** Bytes that a ciphertext has more than its plaintext. */
export const AEAD_OVERHEAD = NONCE_BYTES + TAG_BYTES

export function encrypt(key: Buffer, plaintext: Buffer, boundTo: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(boundTo)
  return Buffer.concat([nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()])
}

/** Throws when the key, the bytes or what they are bound to is not what was encrypted. */
export function decrypt(key: Buffer, bytes: Buffer, boundTo: Buffer): Buffer {
  if (bytes.length < AEAD_OVERHEAD) throw new RangeError('expected a ciphertext, found fewer bytes')
  const nonce = bytes.subarray(0, NONCE_BYTES)
  const tag = bytes.subarray(-TAG_BYTES)
  const decipher = createDecipheriv(ALGORITHM, key, nonce).setAAD(boundTo).setAuthTag(tag)
  const body = bytes.subarray(NONCE_BYTES, -TAG_BYTES)
  return Buffer.concat([decipher.update(body), decipher.final()])
}
