import { add, formatDecimal, isZero, parseAmount } from '#core/money/money.ts'
import { checkBooks } from '#desk/backup/book-checks.ts'
import { VENUE_ACCOUNT } from './acts.ts'
import type { ChaosHouse } from './chaos-house.ts'

export type Finding = {
  /** As RELIABILITY.md numbers it. */
  readonly id: string
  readonly promise: string
  /** What broke it; empty when it held. */
  readonly violations: readonly string[]
}

export type Witness = {
  readonly acknowledged: ReadonlySet<string>
  /** Exit codes of runners that were asked to end. */
  readonly endings: readonly string[]
}

/** Compares the quiet house with the exchange's own state and with its own promises. */
export async function checkInvariants(house: ChaosHouse, witness: Witness): Promise<Finding[]> {
  const venue = await readVenue(house)
  const ours = await readOurs(house)
  const client = await house.admin.connect()
  try {
    return [
      finding('I1', 'at most one order at the venue for one of ours', twicePlaced(venue)),
      finding('I2', 'the venue has no order that was not claimed before, and all that it took', [
        ...unclaimed(venue, ours),
        ...(await missingThere(house, venue)),
      ]),
      finding('I3', 'every fill once, and no other', await fillDifferences(house, venue)),
      finding(
        'I4',
        'the ledger sums to zero, balances and positions follow',
        await checkBooks(client),
      ),
      finding('I5', 'what we hold is what the venue says', await balanceDifferences(house, venue)),
      finding('I7', 'nothing is claimed after a halt has answered', await claimedInHalt(house)),
      finding('I8', 'claims follow the leases, oldest first', await asked(house, STALE_CLAIMS)),
      finding(
        'I10',
        'a runner that is asked to end ends with 0',
        witness.endings.filter((end) => end !== 'exit code 0'),
      ),
      finding('I13', 'what is not placed is not at the venue, and nothing stays unknown', [
        ...notPlacedButThere(venue, ours),
        ...(await asked(house, UNKNOWN)),
      ]),
      finding(
        'I15',
        'no order is filled beyond its quantity, open at its end, or told what cannot be',
        [...(await asked(house, OVERFILLED)), ...saidBroken(house.runnerLog())],
      ),
      finding(
        'I16',
        'nothing is held for a closed order, nothing is below zero',
        await asked(house, HELD_FOR_NOTHING),
      ),
      finding('I22', 'no acknowledged commit is lost', lostCommits(witness.acknowledged, ours)),
    ]
  } finally {
    client.release()
  }
}

type VenueSide = Awaited<ReturnType<typeof readVenue>>
type OurOrder = {
  readonly id: string
  readonly clientOrderId: string | null
  readonly state: string
}

/** Names that are ours begin so. */
const OURS = /^(tb-[0-9a-z]{26})-\d+$/

async function readVenue({ control }: ChaosHouse) {
  const { orders, trades, balances } = await control.state(VENUE_ACCOUNT)
  return {
    clientOrderIds: orders.map((order) => String(order['clientOrderId'])),
    trades: trades.map((trade) => `${trade.symbol} ${trade.id}`),
    balances,
  }
}

async function readOurs({ admin }: ChaosHouse): Promise<ReadonlyMap<string, OurOrder>> {
  const { rows } = await admin.query<{ id: string; client_order_id: string | null; state: string }>(
    'SELECT id, client_order_id, state FROM "order"',
  )
  return new Map(
    rows.map((row) => [
      row.id,
      { id: row.id, clientOrderId: row.client_order_id, state: row.state },
    ]),
  )
}

function finding(id: string, promise: string, violations: readonly string[]): Finding {
  return { id, promise, violations }
}

function twicePlaced({ clientOrderIds }: VenueSide): string[] {
  const byOrder = Map.groupBy(
    clientOrderIds.filter((id) => OURS.test(id)),
    (id) => OURS.exec(id)?.[1],
  )
  return [...byOrder.values()].filter((ids) => ids.length > 1).map((ids) => ids.join(' and '))
}

function unclaimed({ clientOrderIds }: VenueSide, ours: ReadonlyMap<string, OurOrder>): string[] {
  const known = new Set([...ours.values()].map(({ clientOrderId }) => clientOrderId))
  return clientOrderIds.filter((id) => OURS.test(id) && !known.has(id))
}

/** What the venue has acknowledged is in its own list: were it not, nothing else here would see anything. */
async function missingThere({ admin }: ChaosHouse, venue: VenueSide): Promise<string[]> {
  const there = new Set(venue.clientOrderIds)
  const { rows } = await admin.query<{ id: string; client_order_id: string }>(
    `SELECT id, client_order_id FROM "order" WHERE venue_order_id IS NOT NULL AND client_order_id LIKE 'tb-%'`,
  )
  return rows
    .filter(({ client_order_id }) => !there.has(client_order_id))
    .map(({ id }) => `${id} was acknowledged and is not at the venue`)
}

function notPlacedButThere(
  { clientOrderIds }: VenueSide,
  ours: ReadonlyMap<string, OurOrder>,
): string[] {
  const there = new Set(clientOrderIds)
  return [...ours.values()]
    .filter(({ state, clientOrderId }) => state === 'NOT_PLACED' && there.has(clientOrderId ?? ''))
    .map(({ id }) => `${id} is NOT_PLACED and at the venue`)
}

/** A claim reads the clock before it asks for the account: one in a halt was asked for after it. */
/** What a runner itself says of an order: a fill of one that it had proven not to be placed, for one. */
function saidBroken(log: readonly string[]): string[] {
  return log.filter((line) => line.includes('broke an invariant'))
}

async function claimedInHalt({ admin, halts }: ChaosHouse): Promise<string[]> {
  const { rows } = await admin.query<{ id: string; claimed_at: Date }>(
    'SELECT id, claimed_at FROM "order" WHERE claimed_at IS NOT NULL',
  )
  return rows
    .filter(({ claimed_at }) =>
      halts.some(({ from, until }) => claimed_at.getTime() > from && claimed_at.getTime() < until),
    )
    .map(({ id, claimed_at }) => `${id} was claimed at ${claimed_at.toISOString()}`)
}

async function fillDifferences({ admin }: ChaosHouse, venue: VenueSide): Promise<string[]> {
  const { rows } = await admin.query<{ trade: string; times: number }>(
    `SELECT replace(i.base || i.quote, '-', '') || ' ' || venue_trade_id AS trade, count(*)::int AS times
      FROM fill JOIN instrument i ON i.id = instrument_id GROUP BY 1`,
  )
  const booked = new Set(rows.map(({ trade }) => trade))
  const told = new Set(venue.trades)
  return [
    ...rows.filter(({ times }) => times > 1).map(({ trade }) => `${trade} is booked twice`),
    ...venue.trades.filter((trade) => !booked.has(trade)).map((trade) => `${trade} is not booked`),
    ...[...booked].filter((trade) => !told.has(trade)).map((trade) => `${trade} never happened`),
  ]
}

async function balanceDifferences({ admin }: ChaosHouse, venue: VenueSide): Promise<string[]> {
  const { rows } = await admin.query<{ asset: string; total: string }>(
    `SELECT asset, sum(amount)::text AS total FROM ledger_balance
      WHERE kind IN ('available', 'held') GROUP BY 1 HAVING sum(amount) <> 0`,
  )
  const ours = new Map(rows.map(({ asset, total }) => [asset, formatDecimal(parseAmount(total))]))
  const theirs = new Map(
    Object.entries(venue.balances)
      .map(
        ([asset, { free, locked }]) =>
          [asset, add(parseAmount(free), parseAmount(locked))] as const,
      )
      .filter(([, total]) => !isZero(total))
      .map(([asset, total]) => [asset, formatDecimal(total)]),
  )
  return [...new Set([...ours.keys(), ...theirs.keys()])]
    .filter((asset) => ours.get(asset) !== theirs.get(asset))
    .map((asset) => `${asset}: we say ${ours.get(asset) ?? 0}, the venue ${theirs.get(asset) ?? 0}`)
}

function lostCommits(
  acknowledged: ReadonlySet<string>,
  ours: ReadonlyMap<string, OurOrder>,
): string[] {
  return [...acknowledged]
    .filter((id) => !ours.has(id))
    .map((id) => `${id} was answered and is gone`)
}

async function asked({ admin }: ChaosHouse, question: string): Promise<string[]> {
  const { rows } = await admin.query<{ subject: string }>(`${question} LIMIT 20`)
  return rows.map(({ subject }) => subject)
}

const UNKNOWN = `SELECT id || ' is ' || state AS subject FROM "order"
  WHERE state IN ('NEW', 'SENDING', 'QUARANTINED')`
const OVERFILLED = `SELECT id || ' is ' || state || ' with ' || filled_quantity AS subject FROM "order"
  WHERE filled_quantity > quantity OR (state = 'FILLED' AND filled_quantity <> quantity)
    OR (state IN ('WORKING', 'PARTIALLY_FILLED'))`
const HELD_FOR_NOTHING = `SELECT book_id || ' ' || asset || ' ' || ledger_balance.kind || ' ' || amount AS subject
  FROM ledger_balance JOIN book ON book.id = book_id
  WHERE ledger_balance.kind = 'held' AND amount <> 0
    OR book.kind <> 'EXTERNAL' AND ledger_balance.kind = 'available' AND amount < 0`
/** A claim under an older token after one under a newer. */
const STALE_CLAIMS = `SELECT id || ' under ' || claim_token AS subject FROM (
    SELECT id, claim_token, max(claim_token) OVER (ORDER BY claimed_at, claim_token
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS newest
    FROM "order" WHERE claim_token IS NOT NULL) AS claims WHERE claim_token < newest`
