/**
 * What never being wrong costs: `npm run bench -- never-wrong [--fills 5000000]`. Claims, the kill switch, the
 * proof of many open orders, and placing beside a long history, each against a PostgreSQL that syncs its commits.
 */
import { parseArgs } from 'node:util'
import { cancelOrder } from '#usecases/orders/cancel-order.ts'
import { placeOrder } from '#usecases/orders/place-order.ts'
import { type OrderDesk, openOrderDesk } from '../test/order-desk.ts'
import { openBenchDatabase } from './never-wrong/bench-database.ts'
import { timeClaims } from './never-wrong/claims.ts'
import { loadFills } from './never-wrong/history.ts'
import { timeKills } from './never-wrong/kill-switch.ts'
import { type Load, smallOrder, underLoad } from './never-wrong/load.ts'
import { timeReconciliation } from './never-wrong/open-orders.ts'
import { percentiles } from './orders/percentiles.ts'
import { type BenchRow, publishReport } from './report.ts'

const WARM_UP = 100
const CLAIMS = 400
const KILL_ROUNDS = 100
const PLACED = 500
const OPEN_ORDERS = 10_000
const HANDS = 4
/** Noise between two runs of the same thing. */
const SAME_WITHIN = 1.25
const TARGETS = { claimP99: 25, engageP99: 50, idleMax: 250, reconcileSeconds: 5, givenUp: 0.001 }

const { values } = parseArgs({
  options: {
    fills: { type: 'string', default: '5000000' },
    json: { type: 'boolean', default: false },
  },
})
const fillCount = Number(values.fills)

const row = (
  where: string,
  metric: string,
  value: number,
  { target = null, unit = 'ms' }: { readonly target?: number | null; readonly unit?: string } = {},
): BenchRow => ({ case: where, metric, unit, value, floor: null, target, better: 'lower' })

/** Milliseconds of each placing of one order, canceled again. */
async function timePlacing(desk: OrderDesk, count: number): Promise<number[]> {
  const tookMs: number[] = []
  for (let index = 0; index < count; index++) {
    const startedAt = performance.now()
    const { id } = await placeOrder(desk.trader, smallOrder(desk))
    tookMs.push(performance.now() - startedAt)
    await cancelOrder(desk.trader, { orderId: id })
  }
  return tookMs
}

const beside = (desks: readonly OrderDesk[]): Load => ({
  desks,
  hands: HANDS,
  placedCount: 0,
  givenUpCount: 0,
})
const say = (step: string) => process.stderr.write(`${step}\n`)

say('starting PostgreSQL')
await using bench = await openBenchDatabase()
const [desk, other] = [await openOrderDesk(bench), await openOrderDesk(bench)]
await timePlacing(desk, WARM_UP)
await timeClaims(desk, WARM_UP)

say('claims')
const alone = percentiles(await timeClaims(desk, CLAIMS))
const loaded = percentiles(await underLoad(beside([other]), () => timeClaims(desk, CLAIMS)))
say('kill switch')
const pressed = beside([desk, other])
const kills = await underLoad(pressed, () => timeKills(desk, KILL_ROUNDS))
const engage = percentiles(kills.engageMs)
say('open orders')
const reconciled = await timeReconciliation(await openOrderDesk(bench), OPEN_ORDERS)
say('placing without and with a history')
const trader = await openOrderDesk(bench)
await timePlacing(trader, WARM_UP)
const empty = percentiles(await timePlacing(trader, PLACED))
await loadFills(bench.superuserUrl, trader, fillCount)
await timePlacing(trader, WARM_UP)
const full = percentiles(await timePlacing(trader, PLACED))

publishReport(
  {
    name: 'never-wrong',
    method: [
      'The use cases on one migrated PostgreSQL with the settings of a desk; everything on the same processors.',
      `under load: ${HANDS} hands a desk place and cancel without a pause. The switch is the firm's, pressed ${KILL_ROUNDS} times`,
      'among four claimers; idle: until the last claim that was on its way has ended, from the answer of the switch.',
      `history: ${fillCount} fills and their orders on the same account and market.`,
      'parity: no claim took an order after the switch had answered, and the books with the open orders are proven.',
    ],
    parity: kills.lateCount === 0 && reconciled.isProven,
    rows: [
      row('claim, alone', 'p50', alone.p50),
      row('claim, alone', 'p99', alone.p99, { target: TARGETS.claimP99 }),
      row('claim, under load', 'p50', loaded.p50),
      row('claim, under load', 'p99', loaded.p99, { target: TARGETS.claimP99 }),
      row('kill switch, under load', 'answer, p50', engage.p50),
      row('kill switch, under load', 'answer, p99', engage.p99, { target: TARGETS.engageP99 }),
      row('kill switch, under load', 'claimers idle, most', Math.max(...kills.idleMs), {
        target: TARGETS.idleMax,
      }),
      row('place, among switches', 'given up, share', pressed.givenUpCount / pressed.placedCount, {
        target: TARGETS.givenUp,
        unit: '',
      }),
      row(`${OPEN_ORDERS} open orders`, 'proven in', reconciled.seconds, {
        target: TARGETS.reconcileSeconds,
        unit: 's',
      }),
      row('place, no history', 'p50', empty.p50),
      row('place, no history', 'p99', empty.p99),
      row('place, with history', 'p50', full.p50, { target: empty.p50 * SAME_WITHIN }),
      row('place, with history', 'p99', full.p99, { target: empty.p99 * SAME_WITHIN }),
    ],
  },
  process.argv,
)
