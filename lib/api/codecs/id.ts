import * as z from 'zod'
import { decodeBase32, encodeBase32, ID_TEXT } from './base32.ts'

/** What an id on the wire is an id of, and the three letters that say so. */
export const ID_PREFIXES = {
  organization: 'org',
  client: 'cli',
  account: 'acc',
  book: 'book',
  user: 'usr',
  invite: 'inv',
  order: 'ord',
  fill: 'fill',
  break: 'brk',
  reconciliation: 'rec',
  transfer: 'trf',
  transaction: 'tx',
  auditEvent: 'aud',
  alert: 'alr',
  alertChannel: 'chn',
  alertDelivery: 'dlv',
  killRun: 'kill',
  researchRun: 'run',
  pattern: 'pat',
  signal: 'sig',
  signalRule: 'srl',
  bot: 'bot',
} as const

export type IdKind = keyof typeof ID_PREFIXES

export const organizationId = idCodec('organization')
export const clientId = idCodec('client')
export const accountId = idCodec('account')
export const bookId = idCodec('book')
export const userId = idCodec('user')
export const inviteId = idCodec('invite')
export const orderId = idCodec('order')
export const fillId = idCodec('fill')
export const breakId = idCodec('break')
export const reconciliationId = idCodec('reconciliation')
export const transactionId = idCodec('transaction')
export const transferId = idCodec('transfer')
export const auditEventId = idCodec('auditEvent')
export const alertId = idCodec('alert')
export const alertChannelId = idCodec('alertChannel')
export const alertDeliveryId = idCodec('alertDelivery')
export const killRunId = idCodec('killRun')
export const researchRunId = idCodec('researchRun')
export const patternId = idCodec('pattern')
export const signalId = idCodec('signal')
export const signalRuleId = idCodec('signalRule')
export const botId = idCodec('bot')

/** `ord_01jd...` for a UUID: how an id is written in addresses and messages. */
export function toWireId(kind: IdKind, uuid: string): string {
  return `${ID_PREFIXES[kind]}_${encodeBase32(uuid)}`
}

/** The UUID of an id on the wire; null when the text is no id of that kind. */
export function fromWireId(kind: IdKind, text: string): string | null {
  const prefix = `${ID_PREFIXES[kind]}_`
  if (!text.startsWith(prefix)) return null
  return decodeBase32(text.slice(prefix.length))
}

/** A prefixed id on the wire, a plain UUID inside. */
function idCodec(kind: IdKind) {
  const pattern = new RegExp(`^${ID_PREFIXES[kind]}_${ID_TEXT}$`)
  return z.codec(z.string().regex(pattern), z.string(), {
    decode(text, context) {
      const uuid = fromWireId(kind, text)
      if (uuid !== null) return uuid
      context.issues.push({ code: 'custom', input: text, message: `expected a ${kind} id` })
      return z.NEVER
    },
    encode: (uuid) => toWireId(kind, uuid),
  })
}
