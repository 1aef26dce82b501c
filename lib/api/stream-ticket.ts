import * as z from 'zod'
import { time } from './codecs/time.ts'
import { endpoint } from './endpoint.ts'

export const issueStreamTicket = endpoint({
  name: 'issueStreamTicket',
  method: 'POST',
  path: '/api/v1/stream/ticket',
  permission: 'stream:open',
  limit: 'ticket',
  summary: 'A pass to the websocket at /stream: good once, for 30 seconds.',
  result: z.object({ ticket: z.string(), expiresAt: time }),
  status: 201,
})
