import { type MessageEventView, signalEventCodec } from '#api/codecs/alert.ts'
import { type IdKind, toWireId } from '#api/codecs/id.ts'
import { ALERT_KINDS } from '#core/alerts/alert-kinds.ts'
import { toIso } from '#core/time/time.ts'
import type { AlertMessage } from '#ports/alert-sender.ts'
import type { ClaimedDelivery } from '#store/alert-deliveries.ts'
import { isSignal, signalParticulars, signalPath, signalTitle } from './signal-text.ts'

/** Pages that show one thing, by the word that a subject begins with. */
const PAGES: Readonly<Record<string, { readonly path: string; readonly id: IdKind }>> = {
  break: { path: '/desk/accounts/breaks', id: 'break' },
  order: { path: '/desk/orders', id: 'order' },
}
const SYSTEM_PAGE = '/admin/system'
const SIGNALS_PAGE = '/desk/signals'

/** What a delivery says, for people and for programs. Names no client: it leaves the house. */
export function alertMessage(
  { id, severity, events }: Pick<ClaimedDelivery, 'id' | 'severity' | 'events'>,
  publicOrigin: string,
): AlertMessage {
  const [first] = events
  const one = events.length === 1 ? first : undefined
  return {
    eventId: id,
    severity,
    isOver: events.every((event) => !isSignal(event) && event.phase === 'cleared'),
    title: one === undefined ? countText(events) : titleOf(one),
    text: events.map(one === undefined ? lineOf : particularsOf).join('\n'),
    link: new URL(one === undefined ? pageOf(events) : eventPath(one), publicOrigin).href,
    events: events.map(tellingOf),
  }
}

/** The page that shows what an alert is about. */
export function alertPath(subject: string): string {
  const [word = '', id = ''] = subject.split(':')
  const page = PAGES[word]
  return page === undefined ? SYSTEM_PAGE : `${page.path}/${toWireId(page.id, id)}`
}

function eventPath(event: MessageEventView): string {
  return isSignal(event) ? signalPath(event) : alertPath(event.subject)
}

function pageOf(events: readonly MessageEventView[]): string {
  return events.every(isSignal) ? SIGNALS_PAGE : SYSTEM_PAGE
}

function tellingOf(event: MessageEventView): Readonly<Record<string, unknown>> {
  if (isSignal(event)) return signalEventCodec.encode(event)
  const { alertId, kind, phase, at, subject, accountName } = event
  return { alertId: toWireId('alert', alertId), kind, phase, at, subject, accountName }
}

function countText(events: readonly MessageEventView[]): string {
  const signals = events.filter(isSignal).length
  if (signals === events.length) return `${signals} signals`
  return signals === 0 ? `${events.length} alerts` : `${events.length} alerts and signals`
}

function titleOf(event: MessageEventView): string {
  if (isSignal(event)) return signalTitle(event)
  const { title } = ALERT_KINDS[event.kind]
  return event.phase === 'cleared' ? `Over: ${title}` : title
}

function particularsOf(event: MessageEventView): string {
  if (isSignal(event)) return signalParticulars(event)
  const { accountName, subject, at } = event
  const where = accountName === null ? '' : `${accountName} · `
  return `${where}${subject} · ${toIso(at)}`
}

function lineOf(event: MessageEventView): string {
  return `${titleOf(event)}: ${particularsOf(event)}`
}
