import { OrderBook } from '#core/matching/order-book.ts'
import { ReferenceBook } from '#test/matching/reference-book.ts'
import { drainBook, driveBook, driveNoBook } from './matching/drive-book.ts'
import { drivePackage, packageMessages } from './matching/drive-package.ts'
import { EventTape, hashingTape } from './matching/event-tape.ts'
import { MIX_NAMES, type MixName, makeMessageMix } from './matching/message-mix.ts'
import { type BenchRow, median, publishReport } from './report.ts'

const SEED = 20_261_121
const MESSAGES = 500_000
const LIVE_ORDERS = 10_000
const WARM_UPS = 3
const RUNS = 15
const PACKAGE_RUNS = 3
/** The reference book searches all its orders for each message, so it gets a short run of the same shape. */
const PARITY = { count: 8_000, live: 300, seed: SEED }

const TARGET_MESSAGES_PER_SECOND = 8_000_000
const TARGET_TIMES_PACKAGE = 10
/** Less than this over a whole run is what measuring the heap costs, not something a message does. */
const NOISE_BYTES_PER_MESSAGE = 0.05

type Measured = {
  readonly perSecond: number
  readonly perCpuSecond: number
  readonly floorPerSecond: number
  readonly bytesPerMessage: number
  readonly packagePerSecond: number
}

function main(argv: readonly string[]): void {
  const parity = MIX_NAMES.every(hasParity)
  const measured = MIX_NAMES.map((name) => ({ name, ...measure(name) }))
  const worst = measured.reduce((a, b) => (b.perSecond < a.perSecond ? b : a))
  const rows = measured.flatMap((mix) => rowsFor(mix.name, mix))
  rows.push(throughputRow(`worst: ${worst.name}`, worst))
  publishReport({ name: 'matching', method: method(), parity, rows }, argv)
}

function method(): string[] {
  const mixes = MIX_NAMES.map((name) => {
    const { about } = makeMessageMix(name, { ...PARITY, count: 1 })
    return `  ${name}: ${about}`
  })
  return [
    `${MESSAGES.toLocaleString('en-US')} messages a run, about ${LIVE_ORDERS.toLocaleString('en-US')} live orders at most, seed ${SEED};`,
    `medians of ${RUNS} runs after ${WARM_UPS} warm-ups on one book, emptied in between (nodejs-order-book: ${PACKAGE_RUNS} after 1).`,
    'Mixes of quotes, taking orders and cancels around a middle price:',
    ...mixes,
    'floor: the same messages read and written to the event tape with no book in between.',
    'parity: the hash of all events equals that of a naive book on a shorter run of each mix.',
  ]
}

function hasParity(name: MixName): boolean {
  const mix = makeMessageMix(name, PARITY)
  const actual = hashingTape()
  const expected = hashingTape()
  driveBook(new OrderBook({ sink: actual.tape }), mix)
  driveBook(new ReferenceBook(expected.tape), mix)
  return actual.digest() === expected.digest()
}

function measure(name: MixName): Measured {
  const mix = makeMessageMix(name, { count: MESSAGES, live: LIVE_ORDERS, seed: SEED })
  const tape = new EventTape(() => {})
  const book = new OrderBook({ sink: tape, orderCapacity: mix.handles })
  const core = timeRuns(
    () => driveBook(book, mix),
    () => drainBook(book, mix),
  )
  const bytes = allocatedBytes(() => driveBook(book, mix))
  const floor = timeRuns(
    () => driveNoBook(tape, mix),
    () => tape.flush(),
  )
  const messages = packageMessages(mix)
  drivePackage(messages)
  const packageSeconds = Array.from({ length: PACKAGE_RUNS }, () =>
    seconds(() => drivePackage(messages)),
  )
  return {
    perSecond: MESSAGES / core.wall,
    perCpuSecond: MESSAGES / core.cpu,
    floorPerSecond: MESSAGES / floor.wall,
    bytesPerMessage: bytes / MESSAGES,
    packagePerSecond: MESSAGES / median(packageSeconds),
  }
}

/** Median seconds of wall clock and of processor time for one run; `reset` is not measured. */
function timeRuns(run: () => void, reset: () => void): { wall: number; cpu: number } {
  const wall: number[] = []
  const cpu: number[] = []
  for (let i = -WARM_UPS; i < RUNS; i++) {
    const before = process.cpuUsage()
    const took = seconds(run)
    const { user, system } = process.cpuUsage(before)
    reset()
    if (i < 0) continue
    wall.push(took)
    cpu.push((user + system) / 1e6)
  }
  return { wall: median(wall), cpu: median(cpu) }
}

function seconds(run: () => void): number {
  const start = process.hrtime.bigint()
  run()
  return Number(process.hrtime.bigint() - start) / 1e9
}

/** What the heap grew by during a run. The collector is run before and has no reason to run meanwhile. */
function allocatedBytes(run: () => void): number {
  if (globalThis.gc === undefined) throw new Error('expected node --expose-gc: use npm run bench')
  globalThis.gc()
  const before = process.memoryUsage().heapUsed
  run()
  return process.memoryUsage().heapUsed - before
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

function rowsFor(name: MixName, measured: Measured): BenchRow[] {
  const { perSecond, perCpuSecond, packagePerSecond, bytesPerMessage } = measured
  const base = { case: name, floor: null, target: null, better: 'higher' } as const
  return [
    throughputRow(name, measured),
    { ...base, metric: 'core, processor time', unit: 'messages/cpu-s', value: perCpuSecond },
    {
      ...base,
      metric: 'allocation',
      unit: 'bytes/message',
      value: bytesPerMessage,
      floor: 0,
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
