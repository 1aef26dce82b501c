import type { AlertMessage, AlertTarget } from '#ports/alert-sender.ts'
import type { OutsideRequest } from '#ports/outside.ts'

/** NTFY cuts longer messages into attachments: https://docs.ntfy.sh/publish/#limitations */
export const NTFY_MESSAGE_BYTES_MAX = 4_000
const TITLE_LENGTH_MAX = 250
const PRIORITY = { page: 5, ticket: 3, over: 2 } as const

/**
 * A message as NTFY takes it (https://docs.ntfy.sh/publish/#publish-as-json). With the event id as its sequence id
 * a message that is sent twice replaces itself on the phone, from NTFY 2.16 on.
 */
export function ntfyRequest(
  { url, topic, token }: Extract<AlertTarget, { kind: 'ntfy' }>,
  message: AlertMessage,
): OutsideRequest {
  return {
    url,
    headers: {
      'content-type': 'application/json',
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({
      topic,
      title: message.title.slice(0, TITLE_LENGTH_MAX),
      message: cut(message.text),
      priority: message.isOver ? PRIORITY.over : PRIORITY[message.severity],
      tags: [message.isOver ? 'white_check_mark' : TAG[message.severity]],
      click: message.link,
      sequence_id: message.eventId,
    }),
  }
}

const TAG = { page: 'rotating_light', ticket: 'memo' } as const

function cut(text: string): string {
  const bytes = Buffer.from(text, 'utf8')
  if (bytes.length <= NTFY_MESSAGE_BYTES_MAX) return text
  // A character that was cut in two becomes the replacement character.
  return `${bytes.subarray(0, NTFY_MESSAGE_BYTES_MAX).toString('utf8')}…`
}
