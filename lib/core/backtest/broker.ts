import type { Assumptions } from '#core/backtest/assumptions.ts'
import type { DetailBars } from '#core/backtest/detail-bars.ts'
import type { FundingMoments } from '#core/backtest/funding-moments.ts'
import { onGrid } from '#core/backtest/grid.ts'
import { hitGuard, type Stretch, stretchOf } from '#core/backtest/guards.ts'
import { OpenPosition } from '#core/backtest/open-position.ts'
import { OrderSlip } from '#core/backtest/order-slip.ts'
import { type RefusalReason, type SizingTerms, sizePosition } from '#core/backtest/sizing.ts'
import type { SlippageAt } from '#core/backtest/slippage.ts'
import { AT_OPEN, Exit, type ExitReason, TradeLog } from '#core/backtest/trade-log.ts'
import {
  type EntryFill,
  fillEntry,
  hasExpired,
  isPriced,
  type WaitingEntry,
} from '#core/backtest/waiting-entry.ts'
import type { Wallet } from '#core/backtest/wallet.ts'
import type { Bars } from '#core/market/bars.ts'
import type { Entry, Guards, Orders } from '#core/strategies/orders.ts'

/** A bar index that no series reaches. */
const NEVER = 2 ** 30
const BPS = 10_000
const NO_ENTRY: Entry = {}

export type BrokerTerms = {
  readonly bars: Bars
  readonly assumptions: Assumptions
  readonly wallet: Wallet
  readonly slippageAt: SlippageAt
  readonly funding: FundingMoments | null
  /** The same time in a shorter timeframe: fills and exits are then found within its bars. */
  readonly detail: DetailBars | null
}

/**
 * The simulated broker of one instrument. Most bars change nothing, so the loop over bars only asks whether this
 * one matters: it has reached `wakeAt`, or its range touches `guardLow` or `guardHigh`. Then `trade` does what
 * is to be done in it, in the order of PRODUCT 4.1.
 */
export class Broker implements Orders {
  readonly held = new OpenPosition()
  readonly log: TradeLog
  readonly refusals = new Map<RefusalReason, number>()
  wakeAt = NEVER
  guardLow = Number.NEGATIVE_INFINITY
  guardHigh = Number.POSITIVE_INFINITY

  /** What has been asked for since the last bar. */
  readonly slip = new OrderSlip()

  private readonly terms: BrokerTerms
  private readonly takerSizing: SizingTerms
  private readonly makerSizing: SizingTerms
  private readonly exit = new Exit()
  private waiting: WaitingEntry | null = null

  constructor(terms: BrokerTerms) {
    const { assumptions, wallet } = terms
    this.terms = terms
    this.log = new TradeLog(terms.bars.openAt)
    this.takerSizing = { assumptions, wallet, feeRate: assumptions.feeBps / BPS }
    this.makerSizing = { assumptions, wallet, feeRate: assumptions.makerFeeBps / BPS }
    terms.wallet.join(this.held)
    this.watch()
  }

  get position(): number {
    return this.held.position
  }

  get entryPrice(): number {
    return this.held.entryPrice
  }

  get isEntering(): boolean {
    return this.waiting !== null || this.slip.hasEntry
  }

  long(entry: Entry = NO_ENTRY): void {
    this.slip.enter(1, entry)
    this.wakeAt = 0
  }

  short(entry: Entry = NO_ENTRY): void {
    this.slip.enter(-1, entry)
    this.wakeAt = 0
  }

  close(signal = ''): void {
    this.slip.close(signal)
    this.wakeAt = 0
  }

  cancel(): void {
    this.waiting = null
    this.slip.dropEntries()
  }

  protect(guards: Guards): void {
    if (this.held.position === 0) return
    this.slip.protect(guards)
    this.held.protect(guards)
    this.wakeAt = 0
  }

  /** Does what bar `i` brings: funding and orders at its open, then entries and guards along its way. */
  trade(i: number): void {
    const { bars, detail } = this.terms
    this.held.mark = bars.open[i]!
    this.payFunding(i)
    this.takeOrders(i)
    this.watch()
    if (this.waiting === null && !this.isReached(i)) return
    const stretches = detail?.within(bars, i) ?? null
    if (stretches === null) this.walk(i, stretchOf(bars, i))
    else for (const stretch of stretches) this.walk(i, stretch)
    this.watch()
  }

  /** Closes what is left after the last bar. */
  finish(price: number): void {
    const { bars } = this.terms
    const bar = bars.length - 1
    if (this.held.position !== 0) {
      this.leave(bar, AT_OPEN, price, 'end', false)
    }
    this.watch()
  }

  private takeOrders(i: number): void {
    const { slip, held, terms } = this
    const { isClosing, direction, entry } = slip
    slip.clear()
    const isTurning = direction * held.position < 0
    const price = terms.bars.open[i]!
    if (isTurning || (isClosing && held.position !== 0)) {
      this.leave(i, AT_OPEN, price, 'signal', false)
    }
    if (isClosing || direction !== 0) this.waiting = null
    if (direction === 0 || entry === null || held.position !== 0) this.dropExpired(i)
    else if (isPriced(entry)) this.waiting = { entry, direction, fromBar: i }
    else this.enter(i, AT_OPEN, entry, direction, price, false)
  }

  private dropExpired(i: number): void {
    if (this.waiting !== null && hasExpired(this.waiting, i)) this.waiting = null
  }

  private isReached(i: number): boolean {
    const { guardLow, guardHigh, terms } = this
    if (guardLow > -Infinity && terms.bars.low[i]! <= guardLow) return true
    return guardHigh < Infinity && terms.bars.high[i]! >= guardHigh
  }

  private walk(i: number, stretch: Stretch): void {
    const { held } = this
    const fill = held.position === 0 ? this.tryEntry(i, stretch) : null
    if (held.position === 0) return
    const { direction } = held
    const rest = fill?.rest ?? stretch
    const hit = hitGuard(rest, direction, held.levelsIn(rest, this.liquidation()))
    if (hit === null) {
      held.outlive(rest)
      return
    }
    // Only a close beyond the guard proves that the price came back to it after the fill.
    const isUnproven = (stretch.close - hit.price) * direction > 0
    const isDoubtful = fill?.isWorstDoubtful === true && hit.reason !== 'target' && isUnproven
    this.leave(i, stretch.time, hit.price, hit.reason, hit.isAmbiguous || isDoubtful)
  }

  private tryEntry(i: number, stretch: Stretch): EntryFill | null {
    const { waiting } = this
    const fill = waiting === null ? null : fillEntry(stretch, waiting)
    if (waiting === null || fill === null) return null
    this.waiting = null
    this.enter(i, stretch.time, waiting.entry, waiting.direction, fill.price, fill.isMaker)
    return fill
  }

  private enter(
    i: number,
    time: number,
    entry: Entry,
    direction: number,
    wished: number,
    isMaker: boolean,
  ): void {
    const { held, terms, refusals } = this
    const sizing = isMaker ? this.makerSizing : this.takerSizing
    const first = sizePosition(sizing, wished, entry.stop)
    // What slips costs more than was wished: the size must be right, and paid for, at what it will cost.
    const expected =
      typeof first === 'string' ? wished : this.filledAt(i, wished, direction * first, isMaker)
    const quantity = expected === wished ? first : sizePosition(sizing, expected, entry.stop)
    if (typeof quantity === 'string') {
      refusals.set(quantity, (refusals.get(quantity) ?? 0) + 1)
      return
    }
    const signed = direction * quantity
    const price = this.filledAt(i, wished, signed, isMaker)
    const fee = sizing.feeRate * price * quantity
    terms.wallet.cash -= signed * price + fee
    held.open(entry, signed, price, fee)
    held.entryBar = i
    held.entryTime = time
  }

  private leave(
    bar: number,
    time: number,
    wished: number,
    reason: ExitReason,
    isAmbiguous: boolean,
  ): void {
    const { held, exit } = this
    const { position } = held
    const isMaker = reason === 'target'
    const { feeRate } = isMaker ? this.makerSizing : this.takerSizing
    const price = this.filledAt(bar, wished, -position, isMaker)
    const fee = feeRate * price * Math.abs(position)
    this.terms.wallet.cash += position * price - fee
    exit.bar = bar
    exit.time = time
    exit.price = price
    exit.fee = fee
    exit.pnl = position * (price - held.entryPrice) - held.fees - fee - held.funding
    exit.reason = reason
    exit.isAmbiguous = isAmbiguous
    this.log.push(held, exit)
    held.shut()
  }

  /** The price got for `signed`: worse by the slippage when taken from the market, on the grid to our disadvantage. */
  private filledAt(i: number, price: number, signed: number, isMaker: boolean): number {
    const { slippageAt, assumptions } = this.terms
    const isBuying = signed > 0
    const slip = isMaker ? 0 : slippageAt(i, price, Math.abs(signed))
    const slipped = isBuying ? price + slip : price - slip
    if (assumptions.tick === null) return slipped
    return onGrid(slipped, assumptions.tick, isBuying ? 'up' : 'down')
  }

  private payFunding(i: number): void {
    const due = this.terms.funding?.dueAt(i) ?? 0
    const { held } = this
    if (due === 0 || held.position === 0) return
    const paid = due * held.position * held.mark
    this.terms.wallet.cash -= paid
    held.funding += paid
  }

  /** The price at which equity has shrunk to the maintenance margin; NaN where no price above zero does it. */
  private liquidation(): number {
    const { wallet, assumptions } = this.terms
    const { held } = this
    const kept = 1 - held.direction * assumptions.maintenance
    const price = -wallet.equityWithout(held) / (held.position * kept)
    return price > 0 ? price : Number.NaN
  }

  /** Sets when there is something to do again. */
  watch(): void {
    const { held } = this
    this.wakeAt = this.waiting === null ? (this.terms.funding?.next ?? NEVER) : 0
    this.guardLow = Number.NEGATIVE_INFINITY
    this.guardHigh = Number.POSITIVE_INFINITY
    if (held.position === 0) return
    this.guardLoss(held.stop)
    this.guardLoss(this.liquidation())
    this.guardGain(held.target)
    if (Number.isNaN(held.trail)) return
    this.guardLoss(held.trailStop(held.best))
    this.guardGain(held.best)
  }

  /** NaN, a level that there is not, changes nothing. */
  private guardLoss(level: number): void {
    if (Number.isNaN(level)) return
    if (this.held.position > 0) this.guardLow = Math.max(level, this.guardLow)
    else this.guardHigh = Math.min(level, this.guardHigh)
  }

  private guardGain(level: number): void {
    if (Number.isNaN(level)) return
    if (this.held.position > 0) this.guardHigh = Math.min(level, this.guardHigh)
    else this.guardLow = Math.max(level, this.guardLow)
  }
}
