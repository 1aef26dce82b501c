import { afterAll, expect, test, vi } from 'vitest'
import type { BreakCause } from '#core/ledger/break-cause.ts'
import { instrumentIdOf, parseInstrumentId } from '#core/market/instrument.ts'
import { MINUTE_MS, SECOND_MS } from '#core/time/time.ts'
import { readUnendedBreaks } from '#store/read-breaks.ts'
import { readOrder } from '#store/read-orders.ts'
import type { TestAccount } from '#test/builders/firm.ts'
import { openTestDatabase } from '#test/builders/open-test-database.ts'
import { p, q } from '#test/builders.ts'
import { type Stopwatch, startStopwatch } from '#test/own-time.ts'
import { startRunnerProcess } from '#test/runner-process.ts'
import {
  openPaperFirm,
  paperOrder,
  runnerEnvFor,
  untilOrder,
  untilTrading,
} from '#test/running-desk.ts'
import { startExchange } from '#test/start-exchange.ts'
import { placeOrder } from '#usecases/orders/place-order.ts'

/**
 * The causes that may make books and venue differ, planted while a desk runs: an account each, all at the same time.
 * What each means and how a person ends it is tested beside the use cases.
 */
const RED_WITHIN_MS = 20 * SECOND_MS
/** How long is waited for what must come, on a machine however busy. */
const WAIT_MS_MAX = 2 * MINUTE_MS
const BTC_USDT = instrumentIdOf(parseInstrumentId('sim:BTC-USDT'))

const clone = await openTestDatabase()
const exchange = await startExchange()
const { control } = exchange
await quote()
const runner = await startRunnerProcess(runnerEnvFor(clone, exchange))
afterAll(async () => {
  await runner.stop()
  await exchange.stop()
})
const { firm, trader, openAccount } = await openPaperFirm(clone)

async function quote(): Promise<void> {
  await control.addLiquidity('BTCUSDT', [
    { side: 'BUY', price: '49990', quantity: '50' },
    { side: 'SELL', price: '50000', quantity: '50' },
  ])
  for (const [symbol, price] of [
    ['BNBUSDT', '600'],
    ['ETHUSDT', '2000'],
  ] as const) {
    await control.addLiquidity(symbol, [
      { side: 'SELL', price, quantity: '50' },
      { side: 'BUY', price, quantity: '1' },
    ])
  }
}

type Planted = { readonly account: TestAccount; readonly exchangeId: number }

/** Accounts are opened at the fresh exchange one after the other: it numbers them from 1. */
async function openAccounts(count: number): Promise<Planted[]> {
  const opened: Planted[] = []
  for (let exchangeId = 1; exchangeId <= count; exchangeId++) {
    const account = await openAccount()
    await untilTrading(firm, account, BTC_USDT)
    opened.push({ account, exchangeId })
  }
  return opened
}

async function openCauses({ account: { accountId } }: Planted): Promise<string[]> {
  const breaks = await firm.db.read((tx) => readUnendedBreaks(tx, { accountId }))
  return breaks.filter(({ state }) => state === 'OPEN').map(({ cause }) => cause)
}

async function order(
  { account }: Planted,
  terms: Parameters<typeof paperOrder>[2],
  state: 'WORKING' | 'FILLED',
) {
  const { id } = await placeOrder(
    trader,
    paperOrder(account, BTC_USDT, { quantity: q('0.01'), ...terms }),
  )
  await untilOrder(firm, id, [state])
  return id
}

/** How each cause is planted; what it resolves to is done when its red was seen. */
const CAUSES: Readonly<
  Partial<Record<BreakCause, (desk: Planted) => Promise<(() => Promise<unknown>) | undefined>>>
> = {
  FOREIGN_ACTIVITY: async ({ exchangeId }) => {
    const terms = { symbol: 'BTCUSDT', side: 'BUY', type: 'MARKET', quantity: '0.1' }
    await control.placeOrder(exchangeId, terms)
    return undefined
  },
  DEPOSIT: async ({ exchangeId }) => {
    await control.deposit(exchangeId, 'USDT', '1234.5')
    return undefined
  },
  WITHDRAWAL: async ({ exchangeId }) => {
    await control.withdraw(exchangeId, 'BTC', '0.25', '0.0005')
    return undefined
  },
  DUST_CONVERSION: async ({ exchangeId }) => {
    await control.convertDust(exchangeId, 'ETH')
    return undefined
  },
  FEE_IN_THIRD_COIN: async (desk) => {
    await control.changeFees(desk.exchangeId, { payInBnb: true })
    await order(desk, { limitPrice: p('50000') }, 'FILLED')
    return undefined
  },
  MISSED_FILL: async (desk) => {
    await order(desk, { limitPrice: p('49994') }, 'WORKING')
    const match = { accountId: desk.exchangeId }
    const fault = await control.plantFault({ kind: 'suppress-fills', match })
    await control.addLiquidity('BTCUSDT', [{ side: 'SELL', price: '49994', quantity: '0.01' }])
    return () => control.removeFault(fault.id)
  },
  FILL_REPLAYED: async (desk) => {
    await order(desk, { limitPrice: p('50000') }, 'FILLED')
    await control.plantFault({ kind: 'replay-fill', accountId: desk.exchangeId })
    return undefined
  },
  VENUE_CANCEL: async (desk) => {
    const orderId = await order(desk, { limitPrice: p('49900') }, 'WORKING')
    const placed = await firm.db.read((tx) => readOrder(tx, orderId))
    await control.cancelOrder(desk.exchangeId, Number(placed?.venueOrderId))
    return undefined
  },
  WRONG_BALANCE: async ({ exchangeId }) => {
    await control.setBalance(exchangeId, 'USDT', '99000')
    return undefined
  },
}

/** Expects the cause to be red in time, our own time; returns how long that took on the wall. */
async function untilRed(desk: Planted, cause: string, sincePlanted: Stopwatch): Promise<number> {
  await vi.waitFor(async () => expect(await openCauses(desk)).toContain(cause), {
    timeout: WAIT_MS_MAX,
    interval: 100,
  })
  const took = sincePlanted.ownMs()
  expect(took, cause).toBeLessThan(RED_WITHIN_MS)
  return took + sincePlanted.waitedMs()
}

async function untilEnded(desk: Planted): Promise<void> {
  await vi.waitFor(async () => expect(await openCauses(desk)).toEqual([]), {
    timeout: WAIT_MS_MAX,
    interval: 250,
  })
}

function report(cause: string, elapsedMs: number): void {
  process.stdout.write(`${cause} red after ${(elapsedMs / SECOND_MS).toFixed(1)} s\n`)
}

test('each of ten causes is red within 20 seconds on a running desk, and ends by itself where it can', {
  timeout: 8 * MINUTE_MS,
}, async () => {
  const causes = Object.entries(CAUSES)
  const desks = await openAccounts(causes.length)
  await Promise.all(
    causes.map(async ([cause, plant], i) => {
      const desk = desks[i]
      if (desk === undefined) throw new Error('expected an account for every cause')
      // Some take an order to be planted: the time counts from when the venue has misbehaved.
      const undo = await plant(desk)
      report(cause, await untilRed(desk, cause, startStopwatch()))
      await undo?.()
      if (cause !== 'WRONG_BALANCE') await untilEnded(desk)
    }),
  )
  const fault = await control.plantFault({ kind: 'clock-skew', ms: 3_000 })
  const sincePlanted = startStopwatch()
  const took = await Promise.all(desks.map((desk) => untilRed(desk, 'CLOCK_SKEW', sincePlanted)))
  report('CLOCK_SKEW', Math.max(...took))
  await control.removeFault(fault.id)
  await Promise.all(desks.slice(0, -1).map(untilEnded))
  expect(await openCauses(desks.at(-1) as Planted)).toContain('WRONG_BALANCE')
})
