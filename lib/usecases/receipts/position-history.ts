import { AppError } from '#api/app-error.ts'
import type { FillView } from '#api/codecs/fill.ts'
import type { ReceiptHistory } from '#api/codecs/receipt.ts'
import { type Amount, asAmount, subtract } from '#core/money/money.ts'
import { compareFills } from '#core/orders/fill.ts'
import { applyFill, isLateFill } from '#core/portfolio/apply-fill.ts'
import { emptyPosition, type Position } from '#core/portfolio/position.ts'
import type { UnixMs } from '#core/time/time.ts'
import { readFillEvidence } from '#store/read-evidence.ts'
import { type PositionHistory, readPositionHistory } from '#store/read-position-history.ts'
import type { Tx } from '#store/transaction.ts'
import { notFound } from '#usecases/require-visible.ts'
import { HISTORY_LINES_MAX } from './build-receipt.ts'
import { fillLines } from './fill-lines.ts'

/** A number that fills move and that adds up over them. */
export type MovedFigure = 'quantity' | 'cost' | 'realizedPnl' | 'feesQuote'

export type MovedPosition = {
  /** What the fills up to the last one told add up to. */
  readonly position: Position
  readonly historyOf: (figure: MovedFigure, words: HistoryWords) => ReceiptHistory
}
type HistoryWords = Pick<ReceiptHistory, 'title' | 'unit'>

export type HistoryPage = {
  readonly accountId: string
  readonly bookId: string
  readonly instrumentId: Position['instrumentId']
  readonly at: UnixMs | null
  readonly before: string | undefined
}

const RANK = /^\d{1,9}$/

/** Folds a page of a position's fills, and tells what each of them did to any of its numbers. */
export async function movedPosition(tx: Tx, page: HistoryPage): Promise<MovedPosition> {
  const upTo = page.before === undefined ? null : rankOf(page.before)
  const read = await readPositionHistory(tx, { ...page, upTo, count: HISTORY_LINES_MAX })
  if (read === null) throw notFound()
  const states = statesOf(page.bookId, read).filter(({ rank }) => upTo === null || rank <= upTo)
  const shown = states.slice(-HISTORY_LINES_MAX)
  const evidence = await readFillEvidence(tx, {
    accountId: page.accountId,
    fillIds: shown.map(({ fill }) => fill.id),
  })
  const start = emptyPosition(page.bookId, page.instrumentId)
  const position = states.at(-1)?.after ?? read.snapshot ?? start
  return {
    position,
    historyOf: (figure, words) => {
      const [first] = shown
      const moving = shown.map(({ fill, before, after }) => ({
        fill,
        change: subtract(figureOf(after, figure), figureOf(before, figure)),
        running: figureOf(after, figure),
      }))
      return {
        ...words,
        earlier:
          first === undefined || first.rank === 1
            ? null
            : {
                count: first.rank - 1,
                sum: figureOf(first.before, figure),
                before: String(first.rank - 1),
              },
        lines: fillLines(moving, evidence),
      }
    },
  }
}

function rankOf(before: string): number {
  if (RANK.test(before)) return Number(before)
  throw new AppError('INVALID_INPUT', {
    public: 'Expected the `before` of a receipt of this number.',
  })
}

type State = {
  readonly rank: number
  readonly fill: FillView
  readonly before: Position
  readonly after: Position
}

function statesOf(bookId: string, { instrument, snapshot, snapshotCount, fills }: PositionHistory) {
  const states: State[] = []
  let before = snapshot ?? emptyPosition(bookId, instrument.id)
  const later = fills.filter((fill) => snapshot === null || !isLateFill(snapshot, fill))
  for (const fill of later.toSorted(compareFills)) {
    const after = applyFill(before, fill, instrument)
    states.push({ rank: snapshotCount + states.length + 1, fill, before, after })
    before = after
  }
  return states
}

function figureOf(position: Position, figure: MovedFigure): Amount {
  return figure === 'quantity' ? asAmount(position.quantity) : position[figure]
}
