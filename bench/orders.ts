import { setTimeout as delay } from 'node:timers/promises'
import { fromWireId } from '#api/codecs/id.ts'
import { type BenchDesk, startBenchDesk } from './orders/bench-desk.ts'
import { cpuSeconds } from './orders/cpu-time.ts'
import { type InsertFloor, measureInsertFloor } from './orders/insert-floor.ts'
import { type Place, type Placed, placeAtRate, placeInFlight } from './orders/load.ts'
import { openManyOrders } from './orders/many-open-orders.ts'
import { type OrderMaker, orderMaker } from './orders/order-maker.ts'
import { STAGES, type StageTimes, stageMedians } from './orders/order-stages.ts'
import { percentiles } from './orders/percentiles.ts'
import { Trader, type WireOrder } from './orders/trader.ts'
import { type OrderWatch, watchOrders } from './orders/watch-orders.ts'
import { type BenchRow, publishReport } from './report.ts'

const IDLE = { perSecond: 10, count: 200 }
const SINGLE = { inFlight: 16, count: 2_500 }
const BATCHES = { inFlight: 4, count: 40 }
const BATCH_SIZE = 100
const HALF_MAX_SECONDS = 12
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
type Measured = {
  readonly placed: readonly Placed[]
  readonly ackMs: readonly number[]
  readonly bookedMs: readonly number[]
  readonly answerMs: readonly number[]
  /** Orders per second, from the first one due to the last one acknowledged. */
  readonly perSecond: number
  /** Share of one core, per process. */
  readonly cpu: Readonly<Record<string, number>>
  readonly isComplete: boolean
}

async function main(argv: readonly string[]): Promise<void> {
  await using desk = await startBenchDesk()
  const trader = new Trader(desk.url)
  await trader.signIn(desk.trader)
  const maker = await orderMaker(trader)
  using watch = await watchOrders(trader, maker.accountId)
  const bench: Bench = { desk, trader, watch, maker }
  const floor = await measureInsertFloor(desk.ownerUrl)

  await measure(bench, () => placeInFlight(single(bench), WARM_UP))
  const idle = await measure(bench, () => placeAtRate(single(bench), IDLE))
  const most = await measure(bench, () => placeInFlight(single(bench), SINGLE))
  const perSecond = most.perSecond / 2
  const half = { perSecond, count: Math.ceil(perSecond * HALF_MAX_SECONDS) }
  const halfMax = await measure(bench, () => placeAtRate(single(bench), half))
  const batched = await measure(bench, () => placeInFlight(batch(bench), BATCHES))
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
    ...Object.entries(loads).flatMap(([name, load]) => cpuRows(name, load)),
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

function single({ trader, maker }: Bench): Place {
  return async (index) => {
    const order = await trader.post<WireOrder>('/api/v1/orders', maker.takingOrder(index))
    return [requirePlaced(order).id]
  }
}

function batch({ trader, maker }: Bench): Place {
  return async (index) => {
    const first = index * BATCH_SIZE
    const orders = Array.from({ length: BATCH_SIZE }, (_, i) => maker.takingOrder(first + i))
    const path = '/api/v1/orders/batch'
    const { items } = await trader.post<{ items: readonly WireOrder[] }>(path, { orders })
    return items.map((order) => requirePlaced(order).id)
  }
}

/** A denied order is no load: the bench would measure how fast the desk says no. */
function requirePlaced(order: WireOrder): WireOrder {
  if (order.state !== 'DENIED') return order
  throw new Error(`the desk denied an order of the bench: ${order.reasonDetail}`)
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
    cpu: Object.fromEntries(
      Object.entries(after).map(([name, used]) => [
        name,
        (used - (before.cpu[name] ?? 0)) / seconds,
      ]),
    ),
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

function cpuRows(name: string, { cpu }: Measured): BenchRow[] {
  return Object.entries(cpu).map(([process, share]) => ({
    case: name,
    metric: `processor: ${process}`,
    unit: '% of a core',
    value: share * 100,
    floor: null,
    target: null,
    better: 'lower',
  }))
}

await main(process.argv.slice(2))
