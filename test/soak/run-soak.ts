import { setTimeout as delay } from 'node:timers/promises'
import { type ChaosHouse, openChaosHouse, RUNNERS } from '../chaos/chaos-house.ts'
import { checkInvariants, type Finding } from '../chaos/invariants.ts'
import { startTrading } from '../chaos/trading.ts'
import { untilProven } from '../chaos/until-proven.ts'
import { type MemoryMeter, processMeter } from './memory-meter.ts'
import { type MemorySample, type MemorySlope, memorySlope } from './memory-slope.ts'
import type { OpenMeters } from './page-meters.ts'

export type SoakReport = {
  readonly orders: number
  readonly fills: number
  /** Per process after the warm-up; null where there was too little to tell. */
  readonly slopes: Readonly<Record<string, MemorySlope | null>>
  /** Processes that were not the same at the end. */
  readonly restarted: readonly string[]
  /** Nothing befell the house: whatever break was opened is unexplained. */
  readonly breaks: readonly string[]
  readonly findings: readonly Finding[]
  readonly provenMs: number | null
}

const SAMPLE_EVERY_MS = 5_000
const PROGRESS_EVERY_MS = 60_000
const MIB = 2 ** 20

type Options = {
  readonly durationMs: number
  readonly warmUpMs: number
  readonly seed: number
  /** Aborting it ends the run early; what was seen is reported. */
  readonly signal: AbortSignal
  /** Opens a page of the house, whose processes are watched too. */
  openPage?(house: ChaosHouse): Promise<OpenMeters> | null
  say(line: string): void
}

/** Lets the house trade without pause and without a fault, and watches what its processes hold. */
export async function runSoak(options: Options): Promise<SoakReport> {
  const { durationMs, warmUpMs, seed, signal, openPage = () => null, say } = options
  await using house = await openChaosHouse(seed)
  await using opened = await openPage(house)
  const trading = startTrading(house, { seed, traders: 1 })
  await delay(warmUpMs, undefined, { signal }).catch(() => undefined)
  say(`warm after ${warmUpMs / 1_000} s`)
  const meters = [...metersOf(house), ...(opened?.meters ?? [])]
  const pids = meters.map((meter) => meter.pid())
  const held = new Map<string, MemorySample[]>(meters.map(({ name }) => [name, []]))
  const startedAt = performance.now()
  let saidAt = startedAt
  while (!signal.aborted && performance.now() - startedAt < durationMs) {
    for (const meter of meters) await sample(meter, held.get(meter.name))
    if (performance.now() - saidAt > PROGRESS_EVERY_MS) {
      saidAt = performance.now()
      say(`${trading.acknowledged.size} orders, ${describeNow(held)}`)
    }
    await delay(SAMPLE_EVERY_MS)
  }
  await trading.stop()
  const restarted = meters.filter((meter, index) => meter.pid() !== pids[index])
  const provenMs = await untilProven(house)
  const { acknowledged } = trading
  return {
    orders: acknowledged.size,
    fills: await countFills(house),
    slopes: Object.fromEntries([...held].map(([name, samples]) => [name, memorySlope(samples)])),
    restarted: restarted.map(({ name }) => name),
    breaks: await readBreaks(house),
    findings: await checkInvariants(house, { acknowledged, endings: [] }),
    provenMs,
  }
}

/** PostgreSQL's memory is bounded by its settings. */
function metersOf(house: ChaosHouse): MemoryMeter[] {
  return [
    processMeter('exchange', house.exchangePid),
    ...RUNNERS.map((name) => processMeter(name, () => house.runnerPid(name))),
  ]
}

async function sample(meter: MemoryMeter, samples: MemorySample[] | undefined): Promise<void> {
  const bytes = await meter.bytes()
  if (bytes !== null) samples?.push({ at: Date.now(), bytes })
}

function describeNow(held: ReadonlyMap<string, readonly MemorySample[]>): string {
  return [...held]
    .map(([name, samples]) => `${name} ${Math.round((samples.at(-1)?.bytes ?? 0) / MIB)} MiB`)
    .join(', ')
}

async function countFills({ admin }: ChaosHouse): Promise<number> {
  const { rows } = await admin.query<{ count: number }>('SELECT count(*)::int AS count FROM fill')
  return rows[0]?.count ?? 0
}

async function readBreaks({ admin }: ChaosHouse): Promise<string[]> {
  const { rows } = await admin.query<{ what: string }>(
    `SELECT cause || ' ' || subject || ', ' || state AS what FROM "break" WHERE opened_at IS NOT NULL ORDER BY 1`,
  )
  return rows.map(({ what }) => what)
}
