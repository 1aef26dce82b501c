import { OrderBook } from '#core/matching/order-book.ts'
import { drainBook, driveBook, driveNoBook } from './matching/drive-book.ts'
import { drivePackage, type PackageMessage, packageMessages } from './matching/drive-package.ts'
import { EventTape } from './matching/event-tape.ts'
import { type MessageMix, MIX_NAMES, makeMessageMix } from './matching/message-mix.ts'
import { countDone, equalsReference } from './matching/parity.ts'
import { type BenchRow, median, publishReport } from './report.ts'

const SEED = 20_261_121
const MESSAGES = 500_000
const LIVE_ORDERS = 10_000
const WARM_UPS = 3
const RUNS = 25
const PACKAGE_WARM_UPS = 1
const PACKAGE_RUNS = 3
/** The reference book searches all its orders for each message, so it gets a short run of the same shape. */
const PARITY = { count: 8_000, live: 300, seed: SEED }

const TARGET_MESSAGES_PER_SECOND = 8_000_000
const TARGET_TIMES_PACKAGE = 10
const HEAP_RUNS = 4
const HEAP_ATTEMPTS = 3
/** One smallest object (16 bytes) in 1,600 messages: below it, no message allocates by itself. */
const NOISE_BYTES_PER_MESSAGE = 0.01

type Case = {
  readonly mix: MessageMix
  readonly tape: EventTape
  readonly book: OrderBook
  readonly messages: readonly PackageMessage[]
  /** Seconds per run. */
  readonly core: { wall: number; cpu: number }[]
  readonly floor: number[]
  readonly package: number[]
}

type Measured = {
  readonly name: string
  readonly perSecond: number
  readonly perCpuSecond: number
  readonly floorPerSecond: number
  readonly packagePerSecond: number
  readonly bytesPerMessage: number
}

function main(argv: readonly string[]): void {
  const cases = MIX_NAMES.map((name): Case => {
    const mix = makeMessageMix(name, { count: MESSAGES, live: LIVE_ORDERS, seed: SEED })
    const tape = new EventTape(() => {})
    const book = new OrderBook({ sink: tape, orderCapacity: mix.handles })
    return { mix, tape, book, messages: packageMessages(mix), core: [], floor: [], package: [] }
  })
  runCore(cases)
  const bytes = cases.map(bytesPerRun)
  const doneByPackage = runPackage(cases)
  const measured = cases.map((each, i) => measuredOf(each, bytes[i] ?? 0))
  const worst = measured.reduce((a, b) => (b.perSecond < a.perSecond ? b : a))
  const rows = [...measured.flatMap(rowsOf), throughputRow(`worst: ${worst.name}`, worst)]
  const parity = cases.every(
    ({ mix }, i) =>
      equalsReference(makeMessageMix(mix.name, PARITY)) && countDone(mix) === doneByPackage[i],
  )
  publishReport({ name: 'matching', method: methodOf(cases), parity, rows }, argv)
}

function methodOf(cases: readonly Case[]): string[] {
  const format = (count: number) => count.toLocaleString('en-US')
  return [
    `${format(MESSAGES)} messages a run, up to ${format(LIVE_ORDERS)} live orders, seed ${SEED}. Medians of ${RUNS} runs after`,
    `${WARM_UPS} warm-ups on one book, emptied in between (nodejs-order-book: ${PACKAGE_RUNS} after ${PACKAGE_WARM_UPS}); the mixes take turns.`,
    'Mixes of quotes, taking orders and cancels around a middle price:',
    ...cases.map(({ mix }) => `  ${mix.name}: ${mix.about}`),
    `allocation: growth of heapUsed over ${HEAP_RUNS} more runs without a collection, per message.`,
    'floor: the same messages read and one event written for each, with no book in between.',
    'parity: the hash of all events equals that of a naive book on a shorter run of each mix, and as',
    'many orders are filled completely as by nodejs-order-book on the whole run.',
  ]
}

/** The mixes take turns, so that a busy moment of the machine does not fall on one of them alone. */
function runCore(cases: readonly Case[]): void {
  for (let run = -WARM_UPS; run < RUNS; run++) {
    for (const { mix, tape, book, core, floor } of cases) {
      const before = process.cpuUsage()
      const wall = seconds(() => driveBook(book, mix))
      const { user, system } = process.cpuUsage(before)
      drainBook(book, mix)
      const floorWall = seconds(() => driveNoBook(tape, mix))
      if (run < 0) continue
      core.push({ wall, cpu: (user + system) / 1e6 })
      floor.push(floorWall)
    }
  }
}

/** Returns the number of orders the package filled completely, per case. */
function runPackage(cases: readonly Case[]): readonly number[] {
  const done = cases.map(() => 0)
  for (let run = -PACKAGE_WARM_UPS; run < PACKAGE_RUNS; run++) {
    cases.forEach((each, i) => {
      const wall = seconds(() => {
        done[i] = drivePackage(each.messages)
      })
      if (run >= 0) each.package.push(wall)
    })
  }
  return done
}

/** The slope between one run and several, so that what the collector and the measuring leave behind falls out. */
function bytesPerRun(each: Case): number {
  const one = heapGrowth(each, 1)
  const several = heapGrowth(each, 1 + HEAP_RUNS)
  return (several - one) / HEAP_RUNS
}

/** What the heap grew by during `runs` runs, with emptying the book in between; at best of a few attempts. */
function heapGrowth({ book, mix }: Case, runs: number): number {
  if (globalThis.gc === undefined) throw new Error('expected node --expose-gc: use npm run bench')
  let least = Number.POSITIVE_INFINITY
  for (let attempt = 0; attempt < HEAP_ATTEMPTS; attempt++) {
    globalThis.gc()
    const before = process.memoryUsage().heapUsed
    for (let run = 0; run < runs; run++) {
      driveBook(book, mix)
      drainBook(book, mix)
    }
    least = Math.min(least, process.memoryUsage().heapUsed - before)
  }
  return least
}

function seconds(run: () => void): number {
  const start = process.hrtime.bigint()
  run()
  return Number(process.hrtime.bigint() - start) / 1e9
}

function measuredOf(each: Case, bytes: number): Measured {
  return {
    name: each.mix.name,
    perSecond: MESSAGES / median(each.core.map(({ wall }) => wall)),
    perCpuSecond: MESSAGES / median(each.core.map(({ cpu }) => cpu)),
    floorPerSecond: MESSAGES / median(each.floor),
    packagePerSecond: MESSAGES / median(each.package),
    bytesPerMessage: bytes / MESSAGES,
  }
}

function throughputRow(name: string, measured: Measured): BenchRow {
  return {
    case: name,
    metric: 'core throughput',
    unit: 'messages/s',
    value: measured.perSecond,
    floor: measured.floorPerSecond,
    target: TARGET_MESSAGES_PER_SECOND,
    better: 'higher',
  }
}

function rowsOf(measured: Measured): BenchRow[] {
  const { name, perSecond, perCpuSecond, packagePerSecond, bytesPerMessage } = measured
  const base = { case: name, floor: null, target: null, better: 'higher' } as const
  return [
    throughputRow(name, measured),
    { ...base, metric: 'core, processor time', unit: 'messages/cpu-s', value: perCpuSecond },
    {
      ...base,
      metric: 'allocation',
      unit: 'bytes/message',
      value: bytesPerMessage,
      target: NOISE_BYTES_PER_MESSAGE,
      better: 'lower',
    },
    { ...base, metric: 'nodejs-order-book', unit: 'messages/s', value: packagePerSecond },
    {
      ...base,
      metric: 'against nodejs-order-book',
      unit: 'times',
      value: perSecond / packagePerSecond,
      target: TARGET_TIMES_PACKAGE,
    },
  ]
}

main(process.argv.slice(2))
