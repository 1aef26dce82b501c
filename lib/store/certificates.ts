import { toIso, type UnixMs } from '#core/time/time.ts'
import type { Tx } from './transaction.ts'

/** Keeps the certificate that unlocks live orders at a venue. False when the venue is not known. */
export async function writeCertificate(
  tx: Tx,
  input: {
    readonly venueId: string
    readonly certificate: Readonly<Record<string, unknown>>
    readonly at: UnixMs
  },
): Promise<boolean> {
  const rows = await tx.query({
    text: `UPDATE venue SET certification = 'LIVE_READY', certified_at = $2, certificate = $3 WHERE id = $1 RETURNING id`,
    values: [input.venueId, toIso(input.at), input.certificate],
  })
  return rows.length === 1
}
