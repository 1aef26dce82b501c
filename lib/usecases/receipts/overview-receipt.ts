import type { Value } from '#api/codecs/portfolio.ts'
import type { ReceiptTermView, ReceiptView } from '#api/codecs/receipt.ts'
import type { OverviewFigure, ReceiptSubject } from '#api/codecs/receipt-subject.ts'
import type { Overview, Totals } from '#api/codecs/report.ts'
import { formatDecimal } from '#core/money/money.ts'
import { readAccountOwner } from '#store/read-receipt-names.ts'
import type { Tx } from '#store/transaction.ts'
import type { Moment } from '#usecases/as-of/moment.ts'
import { holdingsAt } from '#usecases/balances/list-balances.ts'
import { overviewAt } from '#usecases/overview/get-overview.ts'
import { profitsOf } from '#usecases/overview/profit-of.ts'
import { notFound } from '#usecases/require-visible.ts'
import { VALUATION_CURRENCY } from '#usecases/valuation/open-valuer.ts'
import { buildReceipt, plus } from './build-receipt.ts'

type Subject = Extract<ReceiptSubject, { kind: OverviewFigure }>
type Key = 'equity' | 'realizedPnl' | 'unrealizedPnl'

const KEYS: Readonly<Record<OverviewFigure, Key>> = {
  'overview.equity': 'equity',
  'overview.realizedPnl': 'realizedPnl',
  'overview.unrealizedPnl': 'unrealizedPnl',
}
const TITLES: Readonly<Record<OverviewFigure, string>> = {
  'overview.equity': 'Equity',
  'overview.realizedPnl': 'Realised P&L',
  'overview.unrealizedPnl': 'Unrealised P&L',
}

/** A total of a level, as the sum of the level below. NOT_FOUND for what the caller may not see. */
export async function overviewReceipt(
  tx: Tx,
  moment: Moment,
  subject: Subject,
): Promise<ReceiptView> {
  const { scope } = subject
  if (scope.level === 'account') return accountReceipt(tx, moment, { ...subject, scope })
  const overview = await overviewAt(tx, moment)
  const parts =
    scope.level === 'firm' ? partsOfFirm(overview) : partsOfClient(overview, scope.clientId)
  const terms = parts.items.map(({ name, totals, scope: below }) =>
    partOf({
      label: name,
      value: totals[KEYS[subject.kind]],
      source: { kind: subject.kind, scope: below },
    }),
  )
  return receiptOf(moment, { subject, about: parts.about, terms })
}

function partsOfFirm({ clients }: Overview) {
  const items = clients.map(({ clientId, name, totals }) => ({
    name,
    totals,
    scope: { level: 'client', clientId } as const,
  }))
  return { about: 'All clients', items }
}

function partsOfClient({ clients }: Overview, clientId: string) {
  const client = clients.find((one) => one.clientId === clientId)
  if (client === undefined) throw notFound()
  const items = client.accounts.map(({ accountId, name, totals }) => ({
    name,
    totals: totals as Totals,
    scope: { level: 'account', accountId } as const,
  }))
  return { about: client.name, items }
}

/** An account's equity is the sum of its holdings; its profits are the sums of its positions'. */
async function accountReceipt(
  tx: Tx,
  moment: Moment,
  subject: Subject & { readonly scope: { readonly accountId: string } },
): Promise<ReceiptView> {
  const { accountId } = subject.scope
  const owner = await readAccountOwner(tx, accountId)
  if (owner === null) throw notFound()
  const terms = await (subject.kind === 'overview.equity'
    ? holdingTerms(moment, accountId)
    : profitTerms(moment, { accountId, kind: subject.kind }))
  return receiptOf(moment, { subject, about: owner.text, terms })
}

async function holdingTerms(moment: Moment, accountId: string): Promise<Part[]> {
  const valuer = await moment.valuer()
  const holdings = holdingsAt(await moment.holdings({ accountId }), valuer)
  return holdings.map(({ asset, value }) =>
    partOf({ label: asset, value, source: { kind: 'balance.value', accountId, asset } }),
  )
}

async function profitTerms(
  moment: Moment,
  wish: { readonly accountId: string; readonly kind: Exclude<OverviewFigure, 'overview.equity'> },
): Promise<Part[]> {
  const valuer = await moment.valuer()
  const owned = await moment.positions({ accountId: wish.accountId })
  const isRealized = wish.kind === 'overview.realizedPnl'
  return profitsOf(owned, valuer).map(({ position, quoteAsset, inQuote, inCurrency }) => {
    const { bookId, instrumentId } = position
    const own = isRealized ? inQuote.realizedPnl : inQuote.unrealizedPnl
    const isConverted = quoteAsset !== VALUATION_CURRENCY && own.kind === 'valued'
    return partOf({
      label: instrumentId,
      value: isRealized ? inCurrency.realizedPnl : inCurrency.unrealizedPnl,
      note: isConverted ? `${formatDecimal(own.amount)} ${quoteAsset} at its mark` : null,
      source: {
        kind: isRealized ? 'position.realizedPnl' : 'position.unrealizedPnl',
        bookId,
        instrumentId,
      },
    })
  })
}

/** A term, with why it is not known or that it is old. */
type Part = ReceiptTermView & { readonly reason: string | null; readonly isStale: boolean }

function partOf(part: {
  readonly label: string
  readonly value: Value
  readonly note?: string | null
  readonly source: ReceiptSubject
}): Part {
  const { label, value, note = null, source } = part
  const isKnown = value.kind === 'valued'
  const amount = isKnown ? value.amount : null
  return {
    ...plus({
      label,
      value: amount,
      unit: VALUATION_CURRENCY,
      note: isKnown ? note : value.reason,
      source,
    }),
    reason: isKnown ? null : value.reason,
    isStale: isKnown && value.isStale,
  }
}

function receiptOf(
  moment: Moment,
  {
    subject,
    about,
    terms,
  }: { readonly subject: Subject; readonly about: string; readonly terms: readonly Part[] },
): ReceiptView {
  const reasons = [...new Set(terms.flatMap(({ reason }) => (reason === null ? [] : [reason])))]
  return buildReceipt(moment, {
    subject,
    about,
    title: TITLES[subject.kind],
    unit: VALUATION_CURRENCY,
    terms: terms.map(({ reason: _reason, isStale: _isStale, ...term }) => term),
    unknownReason: reasons.sort().join(', '),
    isStale: terms.some(({ isStale }) => isStale),
  })
}
