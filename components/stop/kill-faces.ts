import type { KillCheck, KillLine, KillRunView } from '#api/codecs/kill.ts'
import { clockText } from '#components/ui/time-text.ts'
import type { CheckFace } from './check-line.tsx'
import { counted } from './counted.ts'

/** The checklist of one account under a run: only what the venue has said makes a line done. */
export function killFaces(
  { cancelAll, flatten, isDrill }: Pick<KillRunView, 'cancelAll' | 'flatten' | 'isDrill'>,
  check: KillCheck,
): readonly CheckFace[] {
  if (isDrill) return [...check.wouldDo.map(drillFace), ...failureOf(check), drillEnd(check)]
  return [
    ...(cancelAll ? [lineFace(check.ordersOpen, 'open order', 'Open orders')] : []),
    ...(flatten ? [lineFace(check.positionsOpen, 'open position', 'Positions')] : []),
    lineFace(check.inDoubt, 'order in doubt', 'Orders in doubt'),
    ...failureOf(check),
  ]
}

function lineFace(line: KillLine | null, noun: string, subject: string): CheckFace {
  if (line === null) return { tone: 'failed', text: `${subject}: the venue has not been read yet` }
  const readAt = `read ${clockText(line.readAt)}`
  if (line.count === 0) return { tone: 'done', text: `No ${noun} · ${readAt}` }
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

/** `3 of 5 accounts done`, for a run as a whole. */
export function killProgress({ accounts }: Pick<KillRunView, 'accounts'>): string {
  const done = accounts.filter(({ isDone }) => isDone).length
  return `${done} of ${counted(accounts.length, 'account')} proven`
}
