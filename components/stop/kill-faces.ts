import type { KillCheck, KillLine, KillRunView } from '#api/codecs/kill.ts'
import { counted } from '#components/ui/counted.ts'
import { clockText } from '#components/ui/time-text.ts'
import type { UnixMs } from '#core/time/time.ts'
import type { CheckFace } from './check-line.tsx'

/** The checklist of one account under a run: only what the venue has said makes a line done. */
export function killFaces(
  run: Pick<KillRunView, 'pauseEntries' | 'engagedAt' | 'cancelAll' | 'flatten' | 'isDrill'>,
  check: KillCheck,
): readonly CheckFace[] {
  const halted = run.pauseEntries ? [haltedFace(run.engagedAt)] : []
  if (run.isDrill) {
    return [...halted, ...check.wouldDo.map(drillFace), ...failureOf(check), drillEnd(check)]
  }
  return [
    ...halted,
    ...(run.cancelAll ? [lineFace(check.ordersOpen, ORDERS)] : []),
    ...(run.flatten ? [lineFace(check.positionsOpen, POSITIONS)] : []),
    lineFace(check.inDoubt, IN_DOUBT),
    ...failureOf(check),
  ]
}

/** Pressing and halting are one transaction: this line is done from the first. */
function haltedFace(engagedAt: UnixMs): CheckFace {
  return { tone: 'done', text: `No new order is sent · since ${clockText(engagedAt)}` }
}

type LineWords = { readonly subject: string; readonly noun: string; readonly none: string }

const ORDERS = { subject: 'Open orders', noun: 'open order', none: 'No open order' }
/** What is left of a market order's rounding is less than the venue lets anybody sell. */
const POSITIONS = {
  subject: 'Positions',
  noun: 'open position',
  none: 'No position large enough to close',
}
const IN_DOUBT = { subject: 'Orders in doubt', noun: 'order in doubt', none: 'No order in doubt' }

function lineFace(line: KillLine | null, { subject, noun, none }: LineWords): CheckFace {
  if (line === null) return { tone: 'failed', text: `${subject}: the venue has not been read yet` }
  const readAt = `read ${clockText(line.readAt)}`
  if (line.count === 0) return { tone: 'done', text: `${none} · ${readAt}` }
  return { tone: 'failed', text: `${counted(line.count, noun)} left · ${readAt}` }
}

function failureOf({ failure }: KillCheck): readonly CheckFace[] {
  return failure === null ? [] : [{ tone: 'failed', text: failure }]
}

function drillFace(text: string): CheckFace {
  return { tone: 'plain', text: `Would ${text}` }
}

function drillEnd({ isDone, wouldDo }: KillCheck): CheckFace {
  if (!isDone) return { tone: 'going', text: 'Reading the venue' }
  return {
    tone: 'done',
    text: wouldDo.length === 0 ? 'There is nothing to do' : 'Read; nothing done',
  }
}

/** `3 of 5 accounts proven`, for a run as a whole. A drill proves nothing: it reads. */
export function killProgress({
  accounts,
  isDrill,
}: Pick<KillRunView, 'accounts' | 'isDrill'>): string {
  const done = accounts.filter(({ isDone }) => isDone).length
  return `${done} of ${counted(accounts.length, 'account')} ${isDrill ? 'read' : 'proven'}`
}
