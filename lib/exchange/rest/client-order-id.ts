import { randomBytes } from 'node:crypto'

const LENGTH = 22
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** A client order id for orders and cancels that bring none: 22 letters and digits, as Binance makes them. */
export function makeClientOrderId(): string {
  return Array.from(randomBytes(LENGTH), (byte) => ALPHABET[byte % ALPHABET.length]).join('')
}
