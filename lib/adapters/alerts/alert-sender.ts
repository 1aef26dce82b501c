import type { AlertMessage, AlertSender, AlertTarget } from '#ports/alert-sender.ts'
import type { Clock } from '#ports/clock.ts'
import type { Outside, OutsideRequest } from '#ports/outside.ts'
import { ntfyRequest } from './ntfy-request.ts'
import { webhookRequest } from './webhook-request.ts'

/** Sends by whatever the channel is. Anything but a success is a failure, whose text tells the status alone. */
export function openAlertSender(parts: {
  readonly outside: Outside
  readonly clock: Pick<Clock, 'now'>
}): AlertSender {
  return {
    async send(target, message) {
      const { status } = await parts.outside.post(requestOf(target, message, parts.clock))
      if (status < 200 || status > 299) throw new Error(`the receiver answered with ${status}`)
    },
  }
}

function requestOf(
  target: AlertTarget,
  message: AlertMessage,
  clock: Pick<Clock, 'now'>,
): OutsideRequest {
  if (target.kind === 'ntfy') return ntfyRequest(target, message)
  return webhookRequest(target, message, clock.now())
}
