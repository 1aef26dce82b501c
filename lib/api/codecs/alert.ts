import * as z from 'zod'
import { ALERT_KIND_NAMES, ALERT_SEVERITIES } from '#core/alerts/alert-kinds.ts'
import { MINUTES_A_DAY } from '#core/alerts/tell-at.ts'
import { accountId, alertChannelId, alertDeliveryId, alertId, signalId } from './id.ts'
import { signalCodec } from './patterns.ts'
import { nameInput } from './person.ts'
import { time } from './time.ts'

const severity = z.enum(ALERT_SEVERITIES)
const kind = z.enum(ALERT_KIND_NAMES)

/** Something that a person must know of; it stands until it is cleared. */
export const alertCodec = z.object({
  id: alertId,
  kind,
  severity,
  /** What it is about, such as `order:<id>`. */
  subject: z.string(),
  accountId: accountId.nullable(),
  accountName: z.string().nullable(),
  clientName: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
  raisedAt: time,
  clearedAt: time.nullable(),
})
export type AlertView = z.output<typeof alertCodec>

export const CHANNEL_KINDS = ['webhook', 'ntfy'] as const
export type ChannelKind = (typeof CHANNEL_KINDS)[number]
export const CHANNEL_OWNERS = ['firm', 'me'] as const
const URL_LENGTH_MAX = 2_048
const TOKEN_LENGTH_MAX = 256

const minute = z
  .int()
  .min(0)
  .max(MINUTES_A_DAY - 1)
const quiet = z.strictObject({ fromMinute: minute, toMinute: minute }).nullable()
const timeZone = z.string().max(64).refine(isTimeZone, 'expected a time zone such as Europe/Berlin')

const rules = {
  severityMin: severity,
  quiet,
  timeZone,
  digestMinutes: z.int().min(0).max(MINUTES_A_DAY),
}

/** Where alerts are told. What it signs or signs in with is never shown again. */
export const alertChannelCodec = z.object({
  id: alertChannelId,
  owner: z.enum(CHANNEL_OWNERS),
  name: z.string(),
  kind: z.enum(CHANNEL_KINDS),
  url: z.string(),
  topic: z.string().nullable(),
  hasSecret: z.boolean(),
  ...rules,
  isEnabled: z.boolean(),
  createdAt: time,
})
export type AlertChannelView = z.output<typeof alertChannelCodec>

const url = z.string().min(1).max(URL_LENGTH_MAX)
/** As NTFY names topics. */
const topic = z.string().regex(/^[-_A-Za-z0-9]{1,64}$/, 'expected letters, digits, - and _')
const token = z.string().min(1).max(TOKEN_LENGTH_MAX)

const target = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('webhook'), url }),
  z.strictObject({ kind: z.literal('ntfy'), url, topic, token: token.optional() }),
])
export type ChannelTargetInput = z.output<typeof target>

export const newChannelInput = z.strictObject({
  owner: z.enum(CHANNEL_OWNERS),
  name: nameInput,
  target,
  severityMin: rules.severityMin.default('ticket'),
  quiet: rules.quiet.default(null),
  timeZone: rules.timeZone.default('UTC'),
  digestMinutes: rules.digestMinutes.default(0),
})

export const channelChangeInput = z.strictObject({
  name: nameInput.optional(),
  isEnabled: z.boolean().optional(),
  severityMin: rules.severityMin.optional(),
  quiet: rules.quiet.optional(),
  timeZone: rules.timeZone.optional(),
  digestMinutes: rules.digestMinutes.optional(),
})

/** What a message tells: that an alert began or ended. */
export const alertEventCodec = z.object({
  alertId,
  kind,
  phase: z.enum(['raised', 'cleared']),
  at: time,
  subject: z.string(),
  accountName: z.string().nullable(),
})
export type AlertEventView = z.output<typeof alertEventCodec>

/** What a message tells of a signal that somebody wants to be told of. */
export const signalEventCodec = signalCodec.omit({ id: true, reasons: true }).extend({ signalId })
export type SignalEventView = z.output<typeof signalEventCodec>

export const messageEventCodec = z.union([alertEventCodec, signalEventCodec])
export type MessageEventView = z.output<typeof messageEventCodec>

/** A message that did not arrive. */
export const alertDeliveryCodec = z.object({
  id: alertDeliveryId,
  channelId: alertChannelId,
  channelName: z.string(),
  state: z.enum(['PENDING', 'DELIVERED', 'DEAD']),
  severity,
  events: z.array(messageEventCodec).readonly(),
  attempts: z.int(),
  createdAt: time,
  dueAt: time,
  lastError: z.string().nullable(),
})
export type AlertDeliveryView = z.output<typeof alertDeliveryCodec>

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
