import { availableParallelism, loadavg } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import { seededFractions } from '../soak/random-orders.ts'
import { ACTS, type Act, together } from './acts.ts'
import type { StripReport, StripWatch } from './browser/watch-strip.ts'
import { type ChaosHouse, GENEROUS_LIMITS, openChaosHouse } from './chaos-house.ts'
import { checkInvariants, type Finding } from './invariants.ts'
import { startTrading } from './trading.ts'
import { untilProven } from './until-proven.ts'

export type Recovery = {
  readonly act: string
  /** From the end of the act to the first order, placed after it, that the venue has answered; null: never. */
  readonly tookMs: number | null
  readonly isInTime: boolean
}

export type ChaosReport = {
  readonly seed: number
  readonly ranMs: number
  /** How many wanted a core on average over the last quarter of an hour, and how many cores there are. */
  readonly load: { readonly wanted: number; readonly cores: number }
  readonly recoveries: readonly Recovery[]
  readonly findings: readonly Finding[]
  readonly orders: Readonly<Record<string, number>>
  readonly fills: number
  readonly acknowledged: number
  readonly failures: number
  /** Until the books were proven, after everything had been mended. */
  readonly provenMs: number | null
  /** What a page showed meanwhile; null without one. */
  readonly strip: StripReport | null
}

/** A page of the house that is looked at, and what may befall it. */
export type Watched = StripWatch & AsyncDisposable & { readonly acts: readonly Act[] }

const CALM_MS = 700
const POLL_MS = 100
const RECOVERY_MS_WAIT = 90_000
const FIRST_TRADE_MS_MAX = 120_000

/**
 * Runs the house for a while, lets one thing after the other befall it and measures how soon it trades again; then
 * mends everything, waits until it is quiet, and compares it with the exchange. The same seed, the same acts.
 */
export async function runChaos({
  durationMs,
  seed,
  acts = ACTS,
  traders = 1,
  doublePart = 0.25,
  watch = () => null,
  signal,
  say,
}: {
  readonly durationMs: number
  readonly seed: number
  readonly acts?: readonly Act[]
  /** How many trade at once. */
  readonly traders?: number
  /** How often two things happen at once. */
  readonly doublePart?: number
  /** Opens a page of the house, once it trades. */
  watch?(house: ChaosHouse): Promise<Watched> | null
  /** Aborting it ends the acts early; what they did is reported. */
  readonly signal?: AbortSignal
  say(line: string): void
}): Promise<ChaosReport> {
  await using house = await openChaosHouse(seed)
  const trading = startTrading(house, { seed, traders })
  const isTrading = (await untilTrading(house, Date.now(), FIRST_TRADE_MS_MAX)) !== null
  if (!isTrading) throw new Error(`the house does not trade: ${house.said.join('\n')}`)
  await using watched = await watch(house)
  const startedAt = performance.now()
  const recoveries: Recovery[] = []
  const order = shuffledForever([...acts, ...(watched?.acts ?? [])], seededFractions(seed + 1))
  const isDouble = seededFractions(seed + 2)
  for (const next of order) {
    if (signal?.aborted || performance.now() - startedAt > durationMs) break
    const act = isDouble() < doublePart ? together(next, order.next().value ?? next) : next
    recoveries.push(await suffer(house, act, { seed: seed + recoveries.length, say }))
    await delay(CALM_MS)
  }
  await trading.stop()
  await mend(house)
  const provenMs = await untilProven(house)
  say(`the books are ${provenMs === null ? 'not proven' : `proven after ${provenMs} ms`}`)
  const strip = (await watched?.stop()) ?? null
  const endings = house.said.flatMap((line) => endingOf(line) ?? [])
  const witness = { acknowledged: trading.acknowledged, endings }
  return {
    seed,
    ranMs: performance.now() - startedAt,
    load: { wanted: loadavg()[2] ?? 0, cores: availableParallelism() },
    recoveries,
    findings: await checkInvariants(house, witness),
    ...(await readCounts(house)),
    acknowledged: trading.acknowledged.size,
    failures: trading.failures(),
    provenMs,
    strip,
  }
}

async function suffer(
  house: ChaosHouse,
  act: Act,
  { seed, say }: { readonly seed: number; say(line: string): void },
): Promise<Recovery> {
  const problem = await act.run(house, seededFractions(seed)).then(
    () => '',
    (error: Error) => ` (${error.message})`,
  )
  const tookMs = await untilTrading(house, Date.now(), RECOVERY_MS_WAIT)
  const isInTime = tookMs !== null && tookMs <= act.recoveryMsMax
  say(
    `${act.name}${problem}: ${tookMs === null ? 'never' : `${tookMs} ms`}${isInTime ? '' : '  LATE'}`,
  )
  return { act: act.name, tookMs, isInTime }
}

/** How long until an order that was placed after `since` has its answer from the venue. */
async function untilTrading(
  { admin }: ChaosHouse,
  since: number,
  msMax: number,
): Promise<number | null> {
  while (Date.now() - since < msMax) {
    const { rows } = await admin
      .query<{ at: Date | null }>(
        `SELECT min(acknowledged_at) AS at FROM "order"
          WHERE created_at > to_timestamp($1::float8 / 1000) AND acknowledged_at IS NOT NULL`,
        [since],
      )
      .catch(() => ({ rows: [] }))
    const at = rows[0]?.at ?? null
    if (at !== null) return at.getTime() - since
    await delay(POLL_MS)
  }
  return null
}

/** Every act once in a new order, again and again. */
function* shuffledForever(acts: readonly Act[], fraction: () => number): Generator<Act> {
  for (;;) {
    const order = acts.map((act) => ({ act, place: fraction() }))
    for (const { act } of order.sort((a, b) => a.place - b.place)) yield act
  }
}

async function mend({ proxy, databaseProxy, control }: ChaosHouse): Promise<void> {
  proxy.heal()
  databaseProxy.heal()
  await control.clearFaults()
  await control.setLimits(GENEROUS_LIMITS)
}

async function readCounts({ admin }: ChaosHouse) {
  const orders = await admin.query<{ state: string; count: number }>(
    `SELECT concat_ws(' ', state, reason) AS state, count(*)::int AS count FROM "order" GROUP BY 1 ORDER BY 1`,
  )
  const fills = await admin.query<{ count: number }>('SELECT count(*)::int AS count FROM fill')
  return {
    orders: Object.fromEntries(orders.rows.map(({ state, count }) => [state, count])),
    fills: fills.rows[0]?.count ?? 0,
  }
}

/** How a runner ended that nobody killed, in the supervisor's words. */
function endingOf(line: string): string | null {
  const how = /^runner-\d: runner ended \((?<how>[^)]+)\)/.exec(line)?.groups?.['how'] ?? null
  return how === 'SIGKILL' ? null : how
}
