import { execFile } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { type ChaosHouse, openChaosHouse, RUNNERS } from '../chaos/chaos-house.ts'
import { checkInvariants, type Finding } from '../chaos/invariants.ts'
import { startTrading } from '../chaos/trading.ts'
import { untilProven } from '../chaos/until-proven.ts'
import { type MemorySample, type MemorySlope, memorySlope } from './memory-slope.ts'

const run = promisify(execFile)

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
const KIB = 1_024

type Options = {
  readonly durationMs: number
  readonly warmUpMs: number
  readonly seed: number
  /** Aborting it ends the run early; what was seen is reported. */
  readonly signal: AbortSignal
  say(line: string): void
}

/** Lets the house trade without pause and without a fault, and watches what its processes hold. */
export async function runSoak({
  durationMs,
  warmUpMs,
  seed,
  signal,
  say,
}: Options): Promise<SoakReport> {
  await using house = await openChaosHouse(seed)
  const trading = startTrading(house, { seed, traders: 1 })
  await delay(warmUpMs)
  say(`warm after ${warmUpMs / 1_000} s`)
  const watched = pidsOf(house)
  const held = new Map<string, MemorySample[]>()
  const startedAt = performance.now()
  let saidAt = startedAt
  while (!signal.aborted && performance.now() - startedAt < durationMs) {
    await sample(watched, held)
    if (performance.now() - saidAt > PROGRESS_EVERY_MS) {
      saidAt = performance.now()
      say(`${trading.acknowledged.size} orders, ${describeNow(held)}`)
    }
    await delay(SAMPLE_EVERY_MS)
  }
  await trading.stop()
  const now = pidsOf(house)
  const provenMs = await untilProven(house)
  const { acknowledged } = trading
  return {
    orders: acknowledged.size,
    fills: (await house.admin.query('SELECT FROM fill')).rowCount ?? 0,
    slopes: Object.fromEntries([...held].map(([name, samples]) => [name, memorySlope(samples)])),
    restarted: [...watched.keys()].filter((name) => now.get(name) !== watched.get(name)),
    breaks: await readBreaks(house),
    findings: await checkInvariants(house, { acknowledged, endings: [] }),
    provenMs,
  }
}

function pidsOf(house: ChaosHouse): ReadonlyMap<string, number | undefined> {
  return new Map([
    ['exchange', house.exchangePid()],
    ...RUNNERS.map((name) => [name, house.runnerPid(name)] as const),
  ])
}

async function sample(
  watched: ReadonlyMap<string, number | undefined>,
  held: Map<string, MemorySample[]>,
): Promise<void> {
  for (const [name, pid] of watched) {
    if (pid === undefined) continue
    const { stdout } = await run('ps', ['-o', 'rss=', '-p', String(pid)]).catch(() => ({
      stdout: '',
    }))
    const bytes = Number(stdout) * KIB
    if (bytes > 0) held.set(name, [...(held.get(name) ?? []), { at: Date.now(), bytes }])
  }
}

function describeNow(held: ReadonlyMap<string, readonly MemorySample[]>): string {
  return [...held]
    .map(([name, samples]) => `${name} ${Math.round((samples.at(-1)?.bytes ?? 0) / KIB / KIB)} MiB`)
    .join(', ')
}

async function readBreaks({ admin }: ChaosHouse): Promise<string[]> {
  const { rows } = await admin.query<{ what: string }>(
    `SELECT cause || ' ' || subject || ', ' || state AS what FROM "break" WHERE opened_at IS NOT NULL ORDER BY 1`,
  )
  return rows.map(({ what }) => what)
}
