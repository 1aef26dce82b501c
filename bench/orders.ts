import { setTimeout as delay } from 'node:timers/promises'
import { fromWireId } from '#api/codecs/id.ts'
import { type BenchDesk, startBenchDesk } from './orders/bench-desk.ts'
import { cpuRows, type UsedProcessor } from './orders/cpu-rows.ts'
import { cpuSeconds, untilQuiet } from './orders/cpu-time.ts'
import { type InsertFloor, measureInsertFloor } from './orders/insert-floor.ts'
import { type Place, type Placed, placeAtRate, placeInFlight } from './orders/load.ts'
import { openManyOrders } from './orders/many-open-orders.ts'
import { type OrderMaker, orderMaker } from './orders/order-maker.ts'
import { STAGES, type StageTimes, stageMedians } from './orders/order-stages.ts'
import { percentiles } from './orders/percentiles.ts'
import { BATCH_SIZE, batch, placeTogether, single } from './orders/place.ts'
import { Trader } from './orders/trader.ts'
import { type OrderWatch, watchOrders } from './orders/watch-orders.ts'
import { type BenchRow, publishReport } from './report.ts'

const IDLE = { perSecond: 10, count: 200 }
const SINGLE = { inFlight: 16, count: 2_500 }
const BATCHES = { inFlight: 4, count: 40 }
const HALF_MAX_SECONDS = 12
/** A new desk first reads a month of candles. */
const QUIET = { share: 0.3, timeoutMs: 180_000 }
const WARM_UP = { inFlight: 8, count: 400 }
const OPEN_AT_ONCE = 1_000
const SETTLE_MS_MAX = 60_000
const SETTLE_POLL_MS = 20
const BOOKS_POLL_MS = 1_000

const TARGETS = {
  idle: { p50: 25, p95: null, p99: 60 },
  halfMax: { p50: null, p95: 100, p99: null },
  singlePerSecond: 250,
  batchedPerSecond: 1_000,
}

type Bench = {
  readonly desk: BenchDesk
  readonly trader: Trader
  readonly watch: OrderWatch
  readonly maker: OrderMaker
}

/** What became of a load once everything it placed was acknowledged and booked. */
type Measured = UsedProcessor & {
  readonly ackMs: readonly number[]
  readonly bookedMs: readonly number[]
  readonly answerMs: readonly number[]
  /** Orders per second, from the first one due to the last one acknowledged. */
  readonly perSecond: number
  /** Orders denied because the desk had fallen behind with its prices. */
  readonly staleCount: number
  readonly isComplete: boolean
}

/** For the person who waits; the report itself goes to standard output. */
function say(step: string): void {
  process.stderr.write(`${step}\n`)
}

async function main(argv: readonly string[]): Promise<void> {
  say('starting a desk')
  await using desk = await startBenchDesk()
  const trader = new Trader(desk.url)
  await trader.signIn(desk.trader)
  const maker = await orderMaker(trader)
  using watch = await watchOrders(trader, maker.accountId)
  const bench: Bench = { desk, trader, watch, maker }
  const floor = await measureInsertFloor(desk.ownerUrl)

  say('waiting until it has read its candles')
  await untilQuiet(desk.pids, QUIET)
  const stock: Place = () => placeTogether(trader, maker.stockOrders)
  await measure(bench, () => placeInFlight(stock, { inFlight: 1, count: 1 }))
  await measure(bench, () => placeInFlight(single(bench), WARM_UP))
  say('idle, then the most, then half the most')
  const idle = await measure(bench, () => placeAtRate(single(bench), IDLE))
  const most = await measure(bench, () => placeInFlight(single(bench), SINGLE))
  const perSecond = most.perSecond / 2
  const half = { perSecond, count: Math.ceil(perSecond * HALF_MAX_SECONDS) }
  const halfMax = await measure(bench, () => placeAtRate(single(bench), half))
  say('batches')
  const batched = await measure(bench, () => placeInFlight(batch(bench), BATCHES))
  say('many open orders, and the last proof')
  const open = await openManyOrders({ ...bench, count: OPEN_AT_ONCE, timeoutMs: SETTLE_MS_MAX })
  const doBooksMatch = await untilBooksMatch(bench)

  const loads = {
    idle,
    'most, one a call': most,
    'half the most': halfMax,
    'most, batched': batched,
  }
  const parity = doBooksMatch && Object.values(loads).every(({ isComplete }) => isComplete)
  const rows = [
    ...latencyRows('idle', idle, { targets: TARGETS.idle, floor }),
    ...latencyRows('half the most', halfMax, { targets: TARGETS.halfMax, floor }),
    rateRow('most, one a call', most, { target: TARGETS.singlePerSecond, floor }),
    rateRow('most, batched', batched, { target: TARGETS.batchedPerSecond, floor }),
    ...openRows(open),
    ...stageRows('idle', await stages(bench, idle)),
    ...stageRows('half the most', await stages(bench, halfMax)),
    ...stageRows('most, one a call', await stages(bench, most)),
    ...Object.entries(loads).flatMap(([name, load]) => [
      deniedRow(name, load),
      ...cpuRows(name, load),
    ]),
  ]
  trader.end()
  publishReport({ name: 'orders', method: methodOf(), parity, rows }, argv)
}

function methodOf(): string[] {
  return [
    'A whole demo desk with its own PostgreSQL, exchange, runner, gateway and web, and the bench beside them on',
    'the same processors. Market orders of little money, buying and selling in turn, so every order also fills.',
    `idle: ${IDLE.count} orders at ${IDLE.perSecond}/s. half the most: ${HALF_MAX_SECONDS} s at half the sustained rate. Both are open loop and count`,
    'from when an order was due. acknowledged, in ledger: until the stream says so to a signed-in person.',
    `most: ${SINGLE.inFlight} calls (${BATCHES.inFlight} batches of ${BATCH_SIZE}) in flight; from the first call to the last acknowledgement.`,
    'floor: one prepared insert per order into the same PostgreSQL, each its own transaction.',
    'parity: every order is acknowledged and booked, and the books match the exchange at the end.',
  ]
}

async function measure(
  { desk, watch }: Bench,
  run: () => Promise<readonly Placed[]>,
): Promise<Measured> {
  const before = { cpu: allCpu(desk), at: performance.now() }
  const placed = await run()
  const ids = placed.flatMap(({ orderIds }) => orderIds)
  const isDone = () => ids.every((id) => watch.acknowledgedAt.has(id) && watch.bookedAt.has(id))
  const isComplete = await until(isDone)
  const seconds = (performance.now() - before.at) / 1000
  const after = allCpu(desk)
  const since = (seen: ReadonlyMap<string, number>) =>
    placed.flatMap(({ dueAt, orderIds }) =>
      orderIds.flatMap((id) => {
        const at = seen.get(id)
        return at === undefined ? [] : [at - dueAt]
      }),
    )
  const lastAck = Math.max(...ids.map((id) => watch.acknowledgedAt.get(id) ?? 0))
  const firstDue = Math.min(...placed.map(({ dueAt }) => dueAt))
  return {
    placed,
    ackMs: since(watch.acknowledgedAt),
    bookedMs: since(watch.bookedAt),
    answerMs: placed.map(({ dueAt, answeredAt }) => answeredAt - dueAt),
    perSecond: (ids.length * 1000) / (lastAck - firstDue),
    staleCount: placed.reduce((sum, each) => sum + each.staleCount, 0),
    cpu: Object.fromEntries(
      Object.entries(after).map(([name, used]) => [name, used - (before.cpu[name] ?? 0)]),
    ),
    seconds,
    isComplete,
  }
}

function allCpu({ pids }: BenchDesk): Readonly<Record<string, number>> {
  return cpuSeconds({ ...pids, 'the bench itself': process.pid })
}

async function until(isTrue: () => boolean): Promise<boolean> {
  const deadline = performance.now() + SETTLE_MS_MAX
  while (!isTrue()) {
    if (performance.now() > deadline) return false
    await delay(SETTLE_POLL_MS)
  }
  return true
}

/** The desk's own proof, made after the last order: what it holds equals what the exchange says. */
async function untilBooksMatch({ trader, maker }: Bench): Promise<boolean> {
  const after = Date.now()
  const deadline = after + SETTLE_MS_MAX
  while (Date.now() < deadline) {
    const path = `/api/v1/books?accountId=${maker.accountId}`
    const { items } = await trader.get<{
      items: readonly { state: string; lastProvenAt: number | null }[]
    }>(path)
    if (items.every((each) => each.state === 'PROVEN' && (each.lastProvenAt ?? 0) > after))
      return true
    await delay(BOOKS_POLL_MS)
  }
  return false
}

function stages({ desk, watch }: Bench, { placed }: Measured): Promise<StageTimes> {
  const toUuid = (wireId: string) => fromWireId('order', wireId) ?? wireId
  return stageMedians(desk.superuserUrl, placed, watch, toUuid)
}

type Wanted = {
  readonly targets: Readonly<Record<'p50' | 'p95' | 'p99', number | null>>
  readonly floor: InsertFloor
}

function latencyRows(name: string, load: Measured, { targets, floor }: Wanted): BenchRow[] {
  const base = { case: name, unit: 'ms', better: 'lower' } as const
  const ranks = ['p50', 'p95', 'p99'] as const
  const rowsOf = (metric: string, values: readonly number[], hasTarget: boolean): BenchRow[] =>
    ranks.map((rank) => ({
      ...base,
      metric: `${metric}, ${rank}`,
      value: percentiles(values)[rank],
      floor: floor.latencyMs[rank],
      target: hasTarget ? targets[rank] : null,
    }))
  return [
    ...rowsOf('place to answer', load.answerMs, false),
    ...rowsOf('place to acknowledged', load.ackMs, true),
    ...rowsOf('place to in ledger', load.bookedMs, false),
  ]
}

function rateRow(
  name: string,
  { perSecond }: Measured,
  { target, floor }: { readonly target: number; readonly floor: InsertFloor },
): BenchRow {
  return {
    case: name,
    metric: 'sustained',
    unit: 'orders/s',
    value: perSecond,
    floor: floor.perSecond,
    target,
    better: 'higher',
  }
}

function deniedRow(name: string, { staleCount }: Measured): BenchRow {
  return {
    case: name,
    metric: 'denied, prices too old',
    unit: 'orders',
    value: staleCount,
    floor: null,
    target: 0,
    better: 'lower',
  }
}

function openRows(open: Awaited<ReturnType<typeof openManyOrders>>): BenchRow[] {
  const base = { case: `${OPEN_AT_ONCE} open at once`, floor: null, target: null } as const
  return [
    {
      ...base,
      metric: 'working at the venue',
      unit: 'orders',
      value: open.workingCount,
      target: OPEN_AT_ONCE,
      better: 'higher',
    },
    { ...base, metric: 'until all work', unit: 's', value: open.openedSeconds, better: 'lower' },
    {
      ...base,
      metric: 'cancel-all until all are gone',
      unit: 's',
      value: open.canceledSeconds,
      better: 'lower',
    },
  ]
}

function stageRows(name: string, times: StageTimes): BenchRow[] {
  return STAGES.map((stage) => ({
    case: name,
    metric: `stage: ${stage}, p50`,
    unit: 'ms',
    value: times[stage],
    floor: null,
    target: null,
    better: 'lower',
  }))
}

await main(process.argv.slice(2))
