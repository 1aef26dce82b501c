import { assert } from '#core/assert.ts'

/** Crockford's alphabet in lower case: no letter that reads like a digit. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
const BITS_PER_LETTER = 5n
const LETTERS = 26
const MASK = 31n
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/

/** A regular expression's source. 26 letters carry 130 bits, of which a UUID uses 128: the first is below 8. */
export const ID_TEXT = `[0-7][${ALPHABET}]{${LETTERS - 1}}`
const WHOLE_TEXT = new RegExp(`^${ID_TEXT}$`)

/** Writes a UUID in 26 letters that sort as the UUID does. */
export function encodeBase32(uuid: string): string {
  assert(UUID.test(uuid), 'an id is a UUID in lower case')
  let bits = BigInt(`0x${uuid.replaceAll('-', '')}`)
  let text = ''
  for (let index = 0; index < LETTERS; index++) {
    text = `${ALPHABET[Number(bits & MASK)]}${text}`
    bits >>= BITS_PER_LETTER
  }
  return text
}

/** Reads what `encodeBase32` wrote; null for anything else. */
export function decodeBase32(text: string): string | null {
  if (!WHOLE_TEXT.test(text)) return null
  let bits = 0n
  for (const letter of text) bits = (bits << BITS_PER_LETTER) | BigInt(ALPHABET.indexOf(letter))
  const hex = bits.toString(16).padStart(32, '0')
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-')
}
