import { AppError } from '#api/app-error.ts'
import type { ReceiptHistory, ReceiptLine } from '#api/codecs/receipt.ts'
import type { After } from '#api/page-of.ts'
import type { AssetId } from '#core/market/instrument.ts'
import { type Amount, add, subtract, zeroAmount } from '#core/money/money.ts'
import { type UnixMs, unixMsOf } from '#core/time/time.ts'
import type { OwnedHolding } from '#store/read-balances.ts'
import { readBalancesAt } from '#store/read-balances-at.ts'
import { type OwnedPosting, readPostings } from '#store/read-evidence.ts'
import {
  type LedgerChange,
  type OwnedKinds,
  readChangeFrom,
  readLedgerHistory,
} from '#store/read-ledger-history.ts'
import type { Tx } from '#store/transaction.ts'
import { HISTORY_LINES_MAX } from './build-receipt.ts'
import { describeFill } from './fill-lines.ts'

export type BalanceFigureKey = 'total' | 'available' | 'held'

export type BalanceHistoryWish = {
  readonly accountId: string
  readonly asset: AssetId
  readonly figure: BalanceFigureKey
  /** As was booked then; null for everything, of which `now` is the sum. */
  readonly at: UnixMs | null
  readonly now: Amount
  readonly before: string | undefined
}

const KINDS: Readonly<Record<BalanceFigureKey, OwnedKinds>> = {
  total: ['available', 'held'],
  available: ['available'],
  held: ['held'],
}
const CURSOR = /^(?<at>\d{1,15})_(?<id>[0-9a-f-]{36})$/

/** A page of what moved a balance, with the balance after each. The sums are exact whatever was not read. */
export async function balanceHistory(tx: Tx, wish: BalanceHistoryWish): Promise<ReceiptHistory> {
  const before = wish.before === undefined ? null : afterOf(wish.before)
  const query = { ...wish, kinds: KINDS[wish.figure] }
  const closing = before === null ? wish.now : await sumBefore(tx, query, before)
  const changes = await readLedgerHistory(tx, { ...query, before, limit: HISTORY_LINES_MAX + 1 })
  const shown = changes.slice(0, HISTORY_LINES_MAX)
  const postings = await readPostings(
    tx,
    shown.map(({ transactionId }) => transactionId),
  )
  const lines: ReceiptLine[] = []
  let running = closing
  for (const change of shown) {
    lines.unshift(ledgerLine(change, running, postings.get(change.transactionId) ?? []))
    running = subtract(running, change.change)
  }
  const oldest = shown.at(-1)
  const hasEarlier = changes.length > shown.length && oldest !== undefined
  return {
    title: 'Ledger transactions',
    unit: wish.asset,
    earlier: hasEarlier
      ? {
          count: oldest.rank === null ? null : oldest.rank - 1,
          sum: running,
          before: `${oldest.recordedAt}_${oldest.transactionId}`,
        }
      : null,
    lines,
  }
}

function afterOf(text: string): After {
  const groups = CURSOR.exec(text)?.groups
  if (groups === undefined) {
    throw new AppError('INVALID_INPUT', {
      public: 'Expected the `before` of a receipt of this number.',
    })
  }
  return { at: unixMsOf(Number(groups['at'])), id: groups['id'] ?? '' }
}

/** The balance just before one transaction: that of its millisecond, less what was booked in it from there on. */
async function sumBefore(
  tx: Tx,
  query: Omit<BalanceHistoryWish, 'before'> & { readonly kinds: OwnedKinds },
  before: After,
): Promise<Amount> {
  const { accountId, asset, figure } = query
  const holdings = await readBalancesAt(tx, { accountId, at: before.at })
  const sum = sumOfFigure(holdings, { asset, figure })
  return subtract(sum, await readChangeFrom(tx, { ...query, from: before }))
}

export function sumOfFigure(
  holdings: readonly OwnedHolding[],
  { asset, figure }: { readonly asset: AssetId; readonly figure: BalanceFigureKey },
): Amount {
  return holdings
    .filter((holding) => holding.asset === asset)
    .reduce((sum, holding) => add(sum, holding[figure]), zeroAmount)
}

/** A ledger transaction as a line of a history. */
export function ledgerLine(
  change: LedgerChange,
  running: Amount,
  postings: readonly OwnedPosting[],
): ReceiptLine {
  return {
    id: change.transactionId,
    kind: change.kind,
    label: labelOf(change),
    at: change.effectiveAt,
    recordedAt: change.recordedAt,
    change: change.change,
    running,
    source: change.fill === null ? null : { kind: 'fill', fillId: change.fill.id },
    postings,
    venue: change.venue,
  }
}

const KIND_WORDS: Readonly<Record<LedgerChange['kind'], string>> = {
  fill: 'Fill',
  transfer: 'Transfer',
  adjustment: 'Adjustment',
  hold: 'Held for an order',
  release: 'Released from an order',
}

function labelOf({ fill, note, kind }: LedgerChange): string {
  if (fill !== null) return describeFill(fill)
  return note ?? KIND_WORDS[kind]
}
