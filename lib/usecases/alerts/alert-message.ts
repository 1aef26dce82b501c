import type { AlertEventView } from '#api/codecs/alert.ts'
import { type IdKind, toWireId } from '#api/codecs/id.ts'
import { ALERT_KINDS } from '#core/alerts/alert-kinds.ts'
import { toIso } from '#core/time/time.ts'
import type { AlertMessage } from '#ports/alert-sender.ts'
import type { ClaimedDelivery } from '#store/alert-deliveries.ts'

/** Pages that show one thing, by the word that a subject begins with. */
const PAGES: Readonly<Record<string, { readonly path: string; readonly id: IdKind }>> = {
  break: { path: '/desk/accounts/breaks', id: 'break' },
  order: { path: '/desk/orders', id: 'order' },
}
const SYSTEM_PAGE = '/admin/system'

/** What a delivery says, for people and for programs. Names no client: it leaves the house. */
export function alertMessage(
  { id, severity, events }: Pick<ClaimedDelivery, 'id' | 'severity' | 'events'>,
  publicOrigin: string,
): AlertMessage {
  const [first] = events
  const isOne = first !== undefined && events.length === 1
  return {
    eventId: id,
    severity,
    isOver: events.every(({ phase }) => phase === 'cleared'),
    title: isOne ? titleOf(first) : `${events.length} alerts`,
    text: events.map(isOne ? particularsOf : lineOf).join('\n'),
    link: new URL(isOne ? alertPath(first.subject) : SYSTEM_PAGE, publicOrigin).href,
    events: events.map(({ alertId, kind, phase, at, subject, accountName }) => ({
      alertId: toWireId('alert', alertId),
      kind,
      phase,
      at,
      subject,
      accountName,
    })),
  }
}

/** The page that shows what an alert is about. */
export function alertPath(subject: string): string {
  const [word = '', id = ''] = subject.split(':')
  const page = PAGES[word]
  return page === undefined ? SYSTEM_PAGE : `${page.path}/${toWireId(page.id, id)}`
}

function titleOf({ kind, phase }: AlertEventView): string {
  const { title } = ALERT_KINDS[kind]
  return phase === 'cleared' ? `Over: ${title}` : title
}

function particularsOf({ accountName, subject, at }: AlertEventView): string {
  const where = accountName === null ? '' : `${accountName} · `
  return `${where}${subject} · ${toIso(at)}`
}

function lineOf(event: AlertEventView): string {
  return `${titleOf(event)}: ${particularsOf(event)}`
}
