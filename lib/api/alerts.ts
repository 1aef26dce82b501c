import * as z from 'zod'
import {
  alertChannelCodec,
  alertCodec,
  alertDeliveryCodec,
  channelChangeInput,
  newChannelInput,
} from './codecs/alert.ts'
import { alertChannelId, alertDeliveryId } from './codecs/id.ts'
import { endpoint, listEndpoint } from './endpoint.ts'
import { wholeListOf } from './page-of.ts'

export const listAlerts = listEndpoint({
  name: 'listAlerts',
  path: '/api/v1/alerts',
  permission: 'alerts:read',
  summary: 'What people must know of or had to, newest first; with `standing` only what is so now.',
  query: { standing: z.stringbool().optional() },
  item: alertCodec,
})

export const listAlertChannels = endpoint({
  name: 'listAlertChannels',
  method: 'GET',
  path: '/api/v1/alerts/channels',
  permission: 'alerts:read',
  summary: 'Where alerts are told: the firm’s channels and one’s own.',
  result: wholeListOf(alertChannelCodec),
})

export const createAlertChannel = endpoint({
  name: 'createAlertChannel',
  method: 'POST',
  path: '/api/v1/alerts/channels',
  permission: 'alerts:write',
  summary:
    'Add a webhook or an NTFY topic. A webhook’s signing key is shown this once. The firm’s channels are its administrators’.',
  body: newChannelInput,
  result: z.object({ channel: alertChannelCodec, signingKey: z.string().nullable() }),
  status: 201,
})

export const updateAlertChannel = endpoint({
  name: 'updateAlertChannel',
  method: 'PATCH',
  path: '/api/v1/alerts/channels/{channelId}',
  permission: 'alerts:write',
  summary: 'Rename, mute or enable a channel, or change what it is told and when.',
  params: { channelId: alertChannelId },
  body: channelChangeInput,
  result: alertChannelCodec,
})

export const removeAlertChannel = endpoint({
  name: 'removeAlertChannel',
  method: 'POST',
  path: '/api/v1/alerts/channels/{channelId}/remove',
  permission: 'alerts:write',
  summary: 'Take a channel away. What waits for it is never sent.',
  params: { channelId: alertChannelId },
  result: alertChannelCodec,
})

export const testAlertChannel = endpoint({
  name: 'testAlertChannel',
  method: 'POST',
  path: '/api/v1/alerts/channels/{channelId}/test',
  permission: 'alerts:write',
  summary: 'Send a test message the way every message goes.',
  params: { channelId: alertChannelId },
  result: alertChannelCodec,
})

export const listDeadDeliveries = endpoint({
  name: 'listDeadDeliveries',
  method: 'GET',
  path: '/api/v1/alerts/dead-letters',
  permission: 'alerts:read',
  summary: 'The newest 200 messages that did not arrive in a day.',
  result: wholeListOf(alertDeliveryCodec),
})

export const redeliver = endpoint({
  name: 'redeliver',
  method: 'POST',
  path: '/api/v1/alerts/dead-letters/{deliveryId}/redeliver',
  permission: 'alerts:write',
  summary: 'Send a message again that did not arrive, under the same event id.',
  params: { deliveryId: alertDeliveryId },
  result: alertDeliveryCodec,
})
