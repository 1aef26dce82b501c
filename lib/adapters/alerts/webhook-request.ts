import { createHmac } from 'node:crypto'
import { SECOND_MS, type UnixMs } from '#core/time/time.ts'
import type { AlertMessage, AlertTarget } from '#ports/alert-sender.ts'
import type { OutsideRequest } from '#ports/outside.ts'

/** Names the message; the same at every attempt. */
const EVENT_HEADER = 'truebook-event'
/** When it was signed, in Unix seconds: a receiver refuses what is older than five minutes. */
const TIMESTAMP_HEADER = 'truebook-timestamp'
/** `v1=` and HMAC-SHA256 over `<timestamp>.<body>` with the channel's signing key, in hex. */
const SIGNATURE_HEADER = 'truebook-signature'

/** A signed message. docs/alerts.md tells receivers how to check it. */
export function webhookRequest(
  { url, signingKey }: Extract<AlertTarget, { kind: 'webhook' }>,
  { eventId, severity, isOver, title, text, link, events }: AlertMessage,
  now: UnixMs,
): OutsideRequest {
  const body = JSON.stringify({ eventId, severity, isOver, title, text, link, events })
  const timestamp = String(Math.floor(now / SECOND_MS))
  return {
    url,
    headers: {
      'content-type': 'application/json',
      [EVENT_HEADER]: eventId,
      [TIMESTAMP_HEADER]: timestamp,
      [SIGNATURE_HEADER]: `v1=${signatureOf(signingKey, timestamp, body)}`,
    },
    body,
  }
}

function signatureOf(signingKey: string, timestamp: string, body: string): string {
  return createHmac('sha256', signingKey).update(`${timestamp}.${body}`).digest('hex')
}
