import type { BooksView } from '#api/codecs/proof.ts'
import type { ReceiptTermView, ReceiptView } from '#api/codecs/receipt.ts'
import type { BalanceFigure, ReceiptSubject } from '#api/codecs/receipt-subject.ts'
import type { ValuationStep } from '#core/market/mark.ts'
import { formatDecimal, isZero } from '#core/money/money.ts'
import { toIso } from '#core/time/time.ts'
import { readAccountOwner } from '#store/read-receipt-names.ts'
import type { Tx } from '#store/transaction.ts'
import type { Moment } from '#usecases/as-of/moment.ts'
import { notFound } from '#usecases/require-visible.ts'
import { VALUATION_CURRENCY } from '#usecases/valuation/open-valuer.ts'
import { type BalanceFigureKey, balanceHistory, sumOfFigure } from './balance-history.ts'
import { buildReceipt, historyTerms, over, plus, times } from './build-receipt.ts'

type Subject = Extract<ReceiptSubject, { kind: BalanceFigure }>
type Asked = { readonly subject: Subject; readonly before: string | undefined }

/** The receipt of what an account owns of an asset. NOT_FOUND for an account that the caller may not see. */
export async function balanceReceipt(
  tx: Tx,
  moment: Moment,
  { subject, before }: Asked,
): Promise<ReceiptView> {
  const { accountId, asset } = subject
  const owner = await readAccountOwner(tx, accountId)
  if (owner === null) throw notFound()
  const holdings = await moment.holdings({ accountId })
  const sumOf = (figure: BalanceFigureKey) => sumOfFigure(holdings, { asset, figure })
  const historyOf = (figure: BalanceFigureKey) =>
    balanceHistory(tx, {
      accountId,
      asset,
      figure,
      at: moment.isNow ? null : moment.at,
      now: sumOf(figure),
      before,
    })
  const about = `${asset} · ${owner.text}`
  const books = await moment.books({ accountId })
  const shared = { subject, about, unit: asset, notes: proofNotes(books, subject) }
  const part = (kind: BalanceFigure, label: string, figure: BalanceFigureKey) =>
    plus({ label, value: sumOf(figure), unit: asset, source: { ...subject, kind } })
  switch (subject.kind) {
    case 'balance.total':
      return buildReceipt(moment, {
        ...shared,
        title: 'Owned',
        terms: [
          part('balance.available', 'available', 'available'),
          part('balance.held', 'held for orders', 'held'),
        ],
        history: await historyOf('total'),
      })
    case 'balance.available':
    case 'balance.held': {
      const isHeld = subject.kind === 'balance.held'
      const history = await historyOf(isHeld ? 'held' : 'available')
      const title = isHeld ? 'Held for orders' : 'Available'
      return buildReceipt(moment, {
        ...shared,
        title,
        terms: historyTerms(history, 'change'),
        history,
      })
    }
    case 'balance.value': {
      const steps = (await moment.valuer()).stepsOf({ venueId: owner.venueId, asset })
      const total = part('balance.total', 'owned', 'total')
      return buildReceipt(moment, {
        ...shared,
        title: 'Value',
        unit: VALUATION_CURRENCY,
        terms: isZero(sumOf('total')) ? [] : [total, ...stepTerms(steps)],
        unknownReason: `NO_MARK:${asset}`,
        isStale: steps?.some(({ isStale }) => isStale) ?? false,
        history: await historyOf('total'),
      })
    }
  }
}

/** Each market on the way multiplies, or divides where it is the inverse one. */
function stepTerms(steps: readonly ValuationStep[] | null): ReceiptTermView[] {
  if (steps === null) {
    return [times({ label: 'mark', value: null, unit: VALUATION_CURRENCY, note: 'no market' })]
  }
  return steps.map(({ source, target, isInverse, price, isStale }) => {
    const note = isStale ? 'old' : null
    return isInverse
      ? over({ label: `mark of ${target}-${source}`, value: price, unit: source, note })
      : times({ label: `mark of ${source}-${target}`, value: price, unit: target, note })
  })
}

/** What the last comparison with the venue said of this asset. */
function proofNotes([books]: readonly BooksView[], { asset }: Subject): string[] {
  if (books === undefined) return []
  const broken = books.breaks.find((one) => one.asset === asset && one.theirs !== null)
  if (broken !== undefined && broken.theirs !== null && broken.ours !== null) {
    const [theirs, ours] = [formatDecimal(broken.theirs), formatDecimal(broken.ours)]
    return [`The venue says ${theirs}, our books ${ours}: since ${toIso(broken.firstSeenAt)}.`]
  }
  if (books.lastProvenAt === null) return ['Never compared with the venue.']
  return [`Agreed with the venue at ${toIso(books.lastProvenAt)}.`]
}
