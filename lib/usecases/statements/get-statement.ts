import { AppError } from '#api/app-error.ts'
import type { Value } from '#api/codecs/portfolio.ts'
import type { Statement } from '#api/codecs/report.ts'
import type { HandlerInput } from '#api/endpoint.ts'
import type * as api from '#api/reports.ts'
import type { AssetId } from '#core/market/instrument.ts'
import { type Amount, add, isZero, negate, zeroAmount } from '#core/money/money.ts'
import { monthOf } from '#core/time/month.ts'
import { type UnixMs, unixMsOf } from '#core/time/time.ts'
import { type OwnedHolding, readBalances } from '#store/read-balances.ts'
import { readMarkets } from '#store/read-markets.ts'
import { readChangeSince, readLedgerLines, readStatementNames } from '#store/read-statement.ts'
import { holdingsAt } from '#usecases/balances/list-balances.ts'
import type { Context } from '#usecases/context.ts'
import { notFound } from '#usecases/require-visible.ts'
import { openValuer, VALUATION_CURRENCY, type Valuer } from '#usecases/valuation/open-valuer.ts'
import { sumValues } from '#usecases/valuation/sum-values.ts'
import { footLines } from './foot-lines.ts'

/** A month with more changes than this is refused: a statement that left some out would not foot. */
export const STATEMENT_LINES_MAX = 20_000

/**
 * A client's month, or what of it has passed, archived accounts included. The closing balances are the
 * ledger's own, less what took effect later; the opening ones are those less the lines. NOT_FOUND for a
 * client that the caller may not see, INVALID_INPUT for a month that has not begun.
 */
export function getStatement(
  ctx: Pick<Context, 'db' | 'clock'>,
  { clientId, month }: HandlerInput<typeof api.getStatement>,
): Promise<Statement> {
  const now = ctx.clock.now()
  const { fromAt, toAt } = monthOf(month)
  return ctx.db.read(async (tx) => {
    const names = await readStatementNames(tx, clientId)
    if (names === null) throw notFound()
    if (fromAt > now) throw notBegun(month)
    const limit = STATEMENT_LINES_MAX + 1
    const changes = await readLedgerLines(tx, { clientId, fromAt, toAt, limit })
    if (changes.length === limit) throw tooLong()
    const owned = await readBalances(tx, { clientId, withArchived: true })
    const since = await readChangeSince(tx, { clientId, fromAt: toAt })
    const footed = footLines(changes, closingsOf(owned, since))
    const valuer = openValuer(await readMarkets(tx), now)
    const assets = footed.assets.map((one) => ({
      ...one,
      ...worthOf(one, ownedOf(owned, one.asset), { valuer, isPast: toAt <= now }),
    }))
    return {
      clientId,
      ...names,
      month,
      fromAt,
      toAt,
      asOfAt: earlier(now, toAt),
      currency: VALUATION_CURRENCY,
      assets,
      lines: footed.lines,
      total: sumValues(assets.map(({ value }) => value)),
    }
  })
}

/** What is owned now, less what came after the month. */
function closingsOf(
  owned: readonly OwnedHolding[],
  since: ReadonlyMap<AssetId, Amount>,
): Map<AssetId, Amount> {
  const closings = new Map<AssetId, Amount>()
  for (const { asset, total } of owned) {
    const before = closings.get(asset) ?? negate(since.get(asset) ?? zeroAmount)
    closings.set(asset, add(before, total))
  }
  return closings
}

function ownedOf(owned: readonly OwnedHolding[], asset: AssetId): OwnedHolding[] {
  return owned.filter((holding) => holding.asset === asset)
}

/** Marks are not kept: what is not money itself has a value only while the month is running. */
function worthOf(
  { asset, closing }: { readonly asset: AssetId; readonly closing: Amount },
  owned: readonly OwnedHolding[],
  { valuer, isPast }: { readonly valuer: Valuer; readonly isPast: boolean },
): { readonly markPrice: Statement['assets'][number]['markPrice']; readonly value: Value } {
  const isSelfEvident = asset === VALUATION_CURRENCY || isZero(closing)
  if (isPast) {
    const value: Value = isSelfEvident
      ? { kind: 'valued', amount: closing, isStale: false }
      : { kind: 'unvalued', reason: `NO_MARK_KEPT:${asset}` }
    return { markPrice: null, value }
  }
  const prices = owned.map(({ venueId }) => valuer.priceOf({ venueId, asset }))
  return {
    markPrice: prices.find((price) => price !== null) ?? null,
    value: sumValues(accountValues(owned, valuer)),
  }
}

/** Per account, as balances and overview are valued, so that they agree to the last digit. */
function accountValues(owned: readonly OwnedHolding[], valuer: Valuer): Value[] {
  return holdingsAt(owned, valuer).map(({ value }) => value)
}

function earlier(a: UnixMs, b: UnixMs): UnixMs {
  return unixMsOf(Math.min(a, b))
}

function notBegun(month: string): AppError {
  return new AppError('INVALID_INPUT', {
    public: `Expected a month that has begun, found ${month}.`,
  })
}

function tooLong(): AppError {
  return new AppError('NOT_POSSIBLE_NOW', {
    public: `This month has more than ${STATEMENT_LINES_MAX} lines, which is more than a statement shows.`,
  })
}
