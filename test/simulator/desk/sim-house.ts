import { venueSheetOf } from '#adapters/venues/ccxt/capabilities.ts'
import { assetIdOf, instrumentIdOf, venueIdOf } from '#core/market/instrument.ts'
import { negate, parseAmount, parsePrice } from '#core/money/money.ts'
import type { AccountRef, NewLedgerTransaction } from '#ports/order-path-store.ts'
import type { VenueCapabilities } from '#ports/venue.ts'
import { anInstrument } from '#test/builders.ts'
import { SimExchange } from '../exchange/sim-exchange.ts'
import { trueTime } from '../kernel/sim-clock.ts'
import type { World } from '../kernel/world.ts'
import { emptyAccount } from '../store/account-state.ts'
import { applyChanges } from '../store/apply-changes.ts'
import { SimDatabase } from '../store/sim-database.ts'

const VENUE_ID = venueIdOf('sim')
const QUOTE = assetIdOf('USDT')
/** Two markets whose order and trade ids are the same numbers. */
export const MARKETS = [
  { base: assetIdOf('BTC'), price: '100' },
  { base: assetIdOf('ETH'), price: '50' },
] as const
const OPENING = [
  { asset: QUOTE, amount: parseAmount('2000') },
  { asset: MARKETS[0].base, amount: parseAmount('10') },
  { asset: MARKETS[1].base, amount: parseAmount('20') },
]

export const INSTRUMENTS = MARKETS.map(({ base }) => {
  const parts = { venueId: VENUE_ID, base, quote: QUOTE }
  return anInstrument({
    ...parts,
    id: instrumentIdOf(parts),
    notionalMax: null,
    priceBandBps: null,
  })
})

/** Ids of a run's own, so that many runs fit into one real database. */
function idOf(world: World, name: string): string {
  return `f000000${name}-0000-7000-8000-0000${world.dice.seedHex}`
}

/** A simulated firm: its database, its venue, and one account with money in two markets. */
export type SimHouse = {
  readonly world: World
  readonly database: SimDatabase
  readonly exchange: SimExchange
  readonly account: AccountRef
  readonly bookId: string
  readonly externalBookId: string
  readonly venueId: typeof VENUE_ID
  readonly capabilities: VenueCapabilities
  /** What does not hold that must: one line each. */
  readonly violations: string[]
}

export function openSimHouse(world: World): SimHouse {
  const database = new SimDatabase(world)
  const accountRef: AccountRef = {
    organizationId: idOf(world, 'a'),
    clientId: idOf(world, 'b'),
    accountId: idOf(world, 'c'),
  }
  const [bookId, externalBookId] = [idOf(world, 'd'), idOf(world, 'e')]
  const account = emptyAccount({
    account: accountRef,
    venueId: VENUE_ID,
    permit: {
      accountStatus: 'CONNECTED',
      clientStatus: 'ACTIVE',
      mode: 'live',
      certification: 'LIVE_READY',
      tradingState: 'ACTIVE',
    },
    bookIds: [bookId, externalBookId],
    externalBookId,
  })
  const opened = applyChanges(account, {
    account: accountRef,
    at: trueTime(world),
    ledger: [openingOf({ id: idOf(world, '1'), bookId, effectiveAt: trueTime(world) })],
  })
  database.accounts.set(accountRef.accountId, opened)
  const exchange = new SimExchange(
    { now: () => world.now, venueTime: () => trueTime(world) },
    new Map(OPENING.map(({ asset, amount }) => [asset, amount])),
  )
  const sheet = venueSheetOf(VENUE_ID)
  if (sheet === null) throw new Error('there is a sheet for the simulated exchange')
  const { capabilities } = sheet
  return {
    ...{ world, database, exchange, bookId, externalBookId, capabilities },
    account: accountRef,
    venueId: VENUE_ID,
    violations: [],
  }
}

/** Tells the database of every market's price, as of now. */
export function quoteMarkets({ world, database }: Pick<SimHouse, 'world' | 'database'>): void {
  for (const [index, instrument] of INSTRUMENTS.entries()) {
    const at = trueTime(world)
    const text = MARKETS[index]?.price ?? '1'
    const price = parsePrice(text)
    const quote = { bid: price, ask: price, last: price, at }
    database.market.set(instrument.id, { instrument, quote })
    database.recording?.push({ kind: 'quote', instrumentId: instrument.id, last: text, at })
  }
}

function openingOf({
  bookId,
  ...opening
}: Pick<NewLedgerTransaction, 'id' | 'effectiveAt'> & {
  readonly bookId: string
}): NewLedgerTransaction {
  return {
    ...opening,
    kind: 'transfer',
    reference: 'opening',
    note: null,
    postings: OPENING.flatMap(({ asset, amount }) => [
      { bookId, asset, kind: 'available', amount } as const,
      { bookId, asset, kind: 'transferIn', amount: negate(amount) } as const,
    ]),
  }
}
