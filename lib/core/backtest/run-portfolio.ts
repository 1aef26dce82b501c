import { assert } from '#core/assert.ts'
import { type Assumptions, checkAssumptions } from '#core/backtest/assumptions.ts'
import { Broker } from '#core/backtest/broker.ts'
import { FundingMoments } from '#core/backtest/funding-moments.ts'
import type { BacktestResult } from '#core/backtest/run-backtest.ts'
import { slippageOf } from '#core/backtest/slippage.ts'
import { taintOf } from '#core/backtest/taint.ts'
import { Wallet } from '#core/backtest/wallet.ts'
import type { Bars } from '#core/market/bars.ts'
import type { ParameterValues } from '#core/strategies/parameter.ts'
import type { Running, Strategy } from '#core/strategies/strategy.ts'

/** A strategy on one instrument. */
export type Leg = {
  readonly name: string
  readonly bars: Bars
  readonly strategy: Strategy
  readonly values: ParameterValues
  readonly tick: number | null
}

export type PlayedLeg = Pick<BacktestResult, 'trades' | 'open' | 'refusals' | 'taint'> & {
  readonly name: string
}

export type PortfolioResult = {
  readonly legs: readonly PlayedLeg[]
  /** Every moment at which a bar of any leg opens, and the equity at the close of those bars. */
  readonly openAt: Float64Array
  readonly equity: Float64Array
  readonly finalEquity: number
}

/**
 * Runs several instruments of one timeframe on one cash account. At each moment all that open then are marked at
 * their opens first, so that the order of the legs decides nothing but who takes scarce cash first; one without
 * a bar keeps its last price and waits.
 */
export function runPortfolio(legs: readonly Leg[], assumptions: Assumptions): PortfolioResult {
  assert(checkAssumptions(assumptions) === null, 'a portfolio is run on checked assumptions')
  const [first] = legs
  const isOneTimeframe = legs.every(({ bars }) => bars.timeframeMs === first?.bars.timeframeMs)
  assert(isOneTimeframe, 'the legs of a portfolio have one timeframe')
  const wallet = new Wallet(assumptions.cash)
  const players = legs.map((leg) => new Player(leg, assumptions, wallet))
  const openAt = allTimes(legs)
  const equity = new Float64Array(openAt.length)
  for (const [at, time] of openAt.entries()) {
    const present = players.filter((player) => player.opensAt(time))
    for (const player of present) player.open()
    for (const player of present) player.trade()
    for (const player of present) player.mark()
    equity[at] = wallet.equity()
    // A position's liquidation depends on what the others are worth by now.
    for (const { broker } of players) broker.watch()
    for (const player of present) player.decide()
  }
  if (assumptions.atEnd !== 'mark') {
    for (const player of players) player.finish(assumptions.atEnd)
    if (equity.length > 0) equity[equity.length - 1] = wallet.equity()
  }
  return {
    legs: players.map((player) => player.told(assumptions)),
    openAt,
    equity,
    finalEquity: wallet.equity(),
  }
}

/** One leg on its way through its bars. */
class Player {
  readonly leg: Leg
  readonly broker: Broker
  private readonly running: Running
  private next = 0

  constructor(leg: Leg, assumptions: Assumptions, wallet: Wallet) {
    const { bars, strategy, values, tick } = leg
    this.leg = leg
    this.broker = new Broker({
      bars,
      assumptions,
      wallet,
      slippageAt: slippageOf(bars, assumptions.slippage),
      funding: assumptions.funding === null ? null : new FundingMoments(bars, assumptions.funding),
      detail: null,
    })
    this.running = strategy.start(values, { bars, tick })
  }

  opensAt(time: number): boolean {
    const { bars } = this.leg
    return this.next < bars.length && bars.openAt[this.next] === time
  }

  open(): void {
    this.broker.held.mark = this.leg.bars.open[this.next]!
  }

  trade(): void {
    const { broker, next: i } = this
    const { low, high } = this.leg.bars
    if (broker.wakeAt <= i || low[i]! <= broker.guardLow || high[i]! >= broker.guardHigh)
      broker.trade(i)
  }

  mark(): void {
    this.broker.held.mark = this.leg.bars.close[this.next]!
  }

  decide(): void {
    this.running.onBar(this.next, this.broker)
    this.next += 1
  }

  finish(atEnd: 'close' | 'open'): void {
    const { bars } = this.leg
    if (bars.length > 0) this.broker.finish(bars[atEnd][bars.length - 1]!)
  }

  told(assumptions: Assumptions): PlayedLeg {
    const { leg, broker } = this
    const { position, entryBar, entryPrice } = broker.held
    return {
      name: leg.name,
      trades: broker.log,
      open: position === 0 ? null : { entryBar, entryPrice, quantity: position },
      refusals: Object.fromEntries(broker.refusals),
      taint: taintOf({ bars: leg.bars, assumptions }, broker),
    }
  }
}

function allTimes(legs: readonly Leg[]): Float64Array {
  const times = new Set<number>()
  for (const { bars } of legs) for (const at of bars.openAt) times.add(at)
  return Float64Array.from(times).sort()
}
