import { setTimeout as delay } from 'node:timers/promises'
import { venueIdOf } from '#core/market/instrument.ts'
import { listInstruments } from '#usecases/market/list-instruments.ts'
import { listQuotes } from '#usecases/market/list-quotes.ts'
import { cancelOrder } from '#usecases/orders/cancel-order.ts'
import { placeOrders } from '#usecases/orders/place-orders.ts'
import { type QuotedInstrument, randomOrder, seededFractions } from '../soak/random-orders.ts'
import type { ChaosHouse } from './chaos-house.ts'

const SIM = venueIdOf('sim')
const PAUSE_MS = 150
const ORDERS_AT_ONCE = 2
const CANCELED_PART = 0.3
/** With so many on their way or in doubt nobody would go on. */
const BACKLOG_MAX = 60

export type ChaosTrading = {
  /** The ids of the orders whose placing was answered: what the house must never lose. */
  readonly acknowledged: ReadonlySet<string>
  /** How often the house could not answer. */
  readonly failures: () => number
  stop(): Promise<void>
}

/** Trades without pause until it is stopped, whatever befalls the house. */
export function startTrading(
  house: ChaosHouse,
  { seed, traders }: { readonly seed: number; readonly traders: number },
): ChaosTrading {
  const fraction = seededFractions(seed)
  const acknowledged = new Set<string>()
  let failures = 0
  let isStopped = false
  const round = async () => {
    const markets = await readMarkets(house)
    if (markets.length === 0 || (await backlog(house)) > BACKLOG_MAX) return
    const wishes = Array.from({ length: ORDERS_AT_ONCE }, () =>
      randomOrder(fraction, { account: house.account, markets }),
    )
    for (const { id } of await placeOrders(house.trader, wishes)) acknowledged.add(id)
    if (fraction() < CANCELED_PART) await cancelOne(house)
  }
  const trade = async () => {
    while (!isStopped) {
      await round().catch(() => {
        failures += 1
      })
      await delay(PAUSE_MS)
    }
  }
  const trading = Promise.all(Array.from({ length: traders }, trade))
  return {
    acknowledged,
    failures: () => failures,
    async stop() {
      isStopped = true
      await trading
    },
  }
}

async function readMarkets({ trader }: ChaosHouse): Promise<readonly QuotedInstrument[]> {
  const query = { venueId: SIM, after: null, limit: 200 }
  const { items: instruments } = await listInstruments(trader, query)
  const { items: quotes } = await listQuotes(trader, query)
  return instruments.flatMap((instrument) => {
    const quote = quotes.find(({ instrumentId }) => instrumentId === instrument.id)
    if (!quote || quote.bid === null || quote.ask === null) return []
    return [{ instrument, bid: quote.bid, ask: quote.ask }]
  })
}

async function backlog({ admin }: ChaosHouse): Promise<number> {
  const { rows } = await admin.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM "order" WHERE state IN ('NEW', 'SENDING')`,
  )
  return rows[0]?.count ?? 0
}

async function cancelOne({ admin, trader }: ChaosHouse): Promise<void> {
  const { rows } = await admin.query<{ id: string }>(
    `SELECT id FROM "order" WHERE state IN ('WORKING', 'PARTIALLY_FILLED') ORDER BY created_at LIMIT 3`,
  )
  for (const { id } of rows) await cancelOrder(trader, { orderId: id })
}
