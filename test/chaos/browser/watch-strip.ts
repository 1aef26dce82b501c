import { setTimeout as delay } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import { parseAmount } from '#core/money/money.ts'
import { DAY_MS, SECOND_MS } from '#core/time/time.ts'
import { VENUE_ACCOUNT } from '../acts.ts'
import type { ChaosHouse } from '../chaos-house.ts'
import { type BookedSide, differencesOf, type Pair } from './books-difference.ts'
import { type Proof, type StripFace, StripWitness } from './strip-witness.ts'

const SAMPLE_EVERY_MS = 250
/** A sample that takes longer than this is none: what it compares is not of one moment. */
const SAMPLE_MS_MAX = 2 * SECOND_MS
const PROOFS_KEPT = 20

export type StripReport = {
  readonly greens: number
  /** Green while something was in flight. */
  readonly greensWhileDifferent: number
  /** How often each state was seen. */
  readonly faces: Readonly<Record<string, number>>
  /** Samples in which the database or the exchange could not be read: green is still held to the last that was known. */
  readonly blind: number
  readonly violations: readonly string[]
}

type Ours = BookedSide & { readonly proofs: readonly Proof[] }
type Truth = { readonly differences: ReadonlySet<string>; readonly proofs: readonly Proof[] }

export type StripWatch = { stop(): Promise<StripReport> }

/** Looks at the page's books strip every quarter of a second, and at the truth, until it is stopped. */
export async function watchStrip(house: ChaosHouse, page: Page): Promise<StripWatch> {
  const pairs = await readPairs(house)
  const witness = new StripWitness()
  const faces = new Map<string, number>()
  const violations: string[] = []
  let known: Truth = { differences: new Set(), proofs: [] }
  let blind = 0
  const sample = async () => {
    const at = Date.now()
    // In this order: a proof that the page shows is in the database, and a trade that is booked is at the venue.
    const face = await readFace(page)
    const truth = await readTruth(house, pairs).catch(() => null)
    const isRead = truth !== null && Date.now() - at < SAMPLE_MS_MAX
    if (isRead) known = truth
    else blind += 1
    faces.set(face.state, (faces.get(face.state) ?? 0) + 1)
    violations.push(...witness.judge({ at, face, ...known, isRead }))
  }
  const stopping = new AbortController()
  const watching = (async () => {
    while (!stopping.signal.aborted) await Promise.all([sample(), delay(SAMPLE_EVERY_MS)])
  })()
  return {
    async stop() {
      stopping.abort()
      await watching
      return { ...witness.seen, faces: Object.fromEntries(faces), blind, violations }
    },
  }
}

async function readTruth(house: ChaosHouse, pairs: ReadonlyMap<string, Pair>): Promise<Truth> {
  const ours = await readOurs(house)
  const venue = await house.control.state(VENUE_ACCOUNT)
  return { differences: differencesOf(ours, venue, pairs), proofs: ours.proofs }
}

/** Nothing is waited for: what the page shows at this moment. */
async function readFace(page: Page): Promise<StripFace> {
  const shown = await page.evaluate(() => {
    const mark = document.querySelector('a[data-state][href^="/desk/accounts"]')
    const clock = mark?.querySelector('.figure')?.textContent ?? null
    return { state: mark?.getAttribute('data-state') ?? 'none', clock }
  })
  return { state: shown.state, provenAt: shown.clock === null ? null : momentOf(shown.clock) }
}

/** The page tells the time of the last proof without its day. */
function momentOf(clock: string): number {
  const now = Date.now()
  const today = new Date(now).toISOString().slice(0, 10)
  const at = Date.parse(`${today}T${clock}Z`)
  return at > now + SECOND_MS ? at - DAY_MS : at
}

async function readOurs({ admin }: ChaosHouse): Promise<Ours> {
  const { rows } = await admin.query<{
    trades: string[]
    totals: Record<string, string>
    proofs: { startedAt: number; finishedAt: number }[]
  }>(READ_OURS, [PROOFS_KEPT])
  const [row] = rows
  if (row === undefined) throw new Error('the database says nothing of the books')
  return {
    trades: new Set(row.trades),
    totals: new Map(
      Object.entries(row.totals).map(([asset, total]) => [asset, parseAmount(total)]),
    ),
    proofs: row.proofs,
  }
}

/** One statement, one snapshot. Money inside jsonb is text. */
const READ_OURS = `SELECT
  ARRAY(SELECT replace(i.base || i.quote, '-', '') || ' ' || venue_trade_id FROM fill
    JOIN instrument i ON i.id = instrument_id) AS trades,
  (SELECT coalesce(jsonb_object_agg(asset, total), '{}') FROM (SELECT asset, sum(amount)::text AS total
    FROM ledger_balance WHERE kind IN ('available', 'held') GROUP BY asset) t) AS totals,
  (SELECT coalesce(jsonb_agg(p), '[]') FROM (
    SELECT extract(epoch FROM started_at)::float8 * 1000 AS "startedAt",
      extract(epoch FROM finished_at)::float8 * 1000 AS "finishedAt"
    FROM reconciliation WHERE outcome = 'PROVEN' ORDER BY finished_at DESC LIMIT $1) p) AS proofs`

async function readPairs({ admin }: ChaosHouse): Promise<ReadonlyMap<string, Pair>> {
  const { rows } = await admin.query<Pair>('SELECT base, quote FROM instrument')
  return new Map(rows.map((pair) => [`${pair.base}${pair.quote}`, pair]))
}
