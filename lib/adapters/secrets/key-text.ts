import { z } from 'zod'
import type { KeyBinding, VenueSecret } from '#ports/venue-keys.ts'

const secretShape = z.object({
  apiKey: z.string(),
  apiSecret: z.string(),
  passphrase: z.string().nullable(),
})

export function bytesOfSecret({ apiKey, apiSecret, passphrase }: VenueSecret): Buffer {
  return Buffer.from(JSON.stringify({ apiKey, apiSecret, passphrase }), 'utf8')
}

export function secretOfBytes(bytes: Buffer): VenueSecret {
  return secretShape.parse(JSON.parse(bytes.toString('utf8')))
}

/** Authenticated with the ciphertext: table, column, row and firm. */
export function boundTo({ organizationId, keyId }: KeyBinding): Buffer {
  return Buffer.from(`venue_key|secret|${keyId}|${organizationId}`, 'utf8')
}
