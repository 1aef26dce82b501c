'use client'
import { useQuery } from '@tanstack/react-query'
import type { AccountView } from '#api/codecs/client.ts'
import type { HoldingView } from '#api/codecs/portfolio.ts'
import { balancesQuery } from '#browser/queries/balances.ts'
import { positionsQuery } from '#browser/queries/positions.ts'
import { manualBookOf } from '#browser/trading-account.ts'
import { usePrices } from '#browser/use-prices.ts'
import type { Instrument } from '#core/market/instrument.ts'
import { markOf } from '#core/market/mark.ts'
import { zeroAmount, zeroQuantity } from '#core/money/money.ts'
import { SECOND_MS, unixMsOf } from '#core/time/time.ts'
import type { TicketMarket } from './draft-order.ts'

/** As old as the desk lets a price become before it refuses to trade on it. */
const MARK_AGE_MS_MAX = 10 * SECOND_MS

/** What the ticket computes with: the market's prices and what the account's manual book has. */
export function useTicketMarket(instrument: Instrument, account: AccountView | null): TicketMarket {
  const prices = usePrices(instrument.id)
  const mine = { accountId: account?.id ?? '' }
  const isEnabled = account !== null
  const balances = useQuery({ ...balancesQuery(mine), enabled: isEnabled }).data?.items
  const positions = useQuery({ ...positionsQuery(mine), enabled: isEnabled }).data?.items ?? []
  const book = manualBookOf(account)
  const position = positions.find(
    ({ bookId, instrumentId }) => bookId === book?.id && instrumentId === instrument.id,
  )
  const availableOf = (holdings: readonly HoldingView[], asset: string) =>
    holdings
      .find((holding) => holding.asset === asset)
      ?.books.find(({ bookId }) => bookId === book?.id)?.available ?? zeroAmount
  const quote = prices.at === null ? null : { ...prices, at: prices.at }
  const mark = markOf(quote, prices.at ?? unixMsOf(0), MARK_AGE_MS_MAX)
  return {
    instrument,
    bid: prices.bid,
    ask: prices.ask,
    mark: mark.kind === 'marked' ? mark.price : null,
    isMarkStale: prices.isStale,
    available:
      balances === undefined
        ? null
        : {
            base: availableOf(balances, instrument.base),
            quote: availableOf(balances, instrument.quote),
          },
    positionQuantity: position?.quantity ?? zeroQuantity,
    positionAverage: position?.averagePrice ?? null,
    tradingState: account?.tradingState ?? 'ACTIVE',
  }
}
