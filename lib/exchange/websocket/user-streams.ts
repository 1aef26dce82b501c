import type { Faults } from '../control/faults.ts'
import { formatUnits } from '../decimal.ts'
import { executionReport, type Happening } from '../dialect/execution-report.ts'
import type { ExchangeEvent } from '../engine/events.ts'
import type { Exchange, ExchangeObserver } from '../engine/exchange.ts'
import type { Journal } from '../journal/journal.ts'

/** Takes the JSON text of one user event. */
export type UserSubscriber = (event: string) => void

type Frame = { readonly accountId: number; readonly text: string }

/**
 * Turns account events into the frames of the user data stream. Frames are made when the event happens, from the
 * state of that moment, and leave once the journal has synced, in order: a client never hears of something that a
 * crash could take back.
 */
export class UserStreams implements ExchangeObserver {
  private readonly subscribers = new Map<number, Set<UserSubscriber>>()
  private readonly lastFills = new Map<number, string>()
  private readonly touched = new Map<number, Set<string>>()
  private frames: Frame[] = []
  private readonly exchange: Exchange
  private readonly journal: Journal
  private readonly faults: Faults

  constructor(input: { exchange: Exchange; journal: Journal; faults: Faults }) {
    this.exchange = input.exchange
    this.journal = input.journal
    this.faults = input.faults
  }

  /** Returns the function that ends the subscription. */
  subscribe(accountId: number, subscriber: UserSubscriber): () => void {
    const set = this.subscribers.get(accountId) ?? new Set()
    this.subscribers.set(accountId, set.add(subscriber))
    return () => {
      set.delete(subscriber)
      if (set.size === 0) this.subscribers.delete(accountId)
    }
  }

  count(accountId: number): number {
    return this.subscribers.get(accountId)?.size ?? 0
  }

  /** Sends the newest fill of the account once more. False when there was none since the exchange started. */
  replayLastFill(accountId: number): boolean {
    const text = this.lastFills.get(accountId)
    if (text === undefined) return false
    this.deliver([{ accountId, text }])
    return true
  }

  applied(event: ExchangeEvent): void {
    const { accounts } = this.exchange
    switch (event.type) {
      case 'order-accepted':
        this.report(event.terms.id, { kind: 'accepted' })
        break
      case 'order-triggered':
        this.report(event.orderId, { kind: 'accepted' })
        break
      case 'order-filled':
        this.report(event.orderId, { kind: 'filled', fill: event })
        this.touch(accounts.order(event.orderId).terms.accountId, event.feeAsset)
        break
      case 'order-closed':
        this.report(event.orderId, { kind: 'closed', close: event })
        break
      case 'balance-moved':
        // A wrong balance is planted in silence: no venue announces one.
        if (event.kind === 'correction') break
        this.touch(event.accountId, event.asset)
        this.balanceUpdate(event.accountId, event.asset, event.amount, event.at)
        break
      case 'dust-converted':
        this.touch(event.accountId, event.fromAsset)
        this.touch(event.accountId, 'BNB')
        this.balanceUpdate(event.accountId, event.fromAsset, `-${event.amount}`, event.at)
        this.balanceUpdate(event.accountId, 'BNB', event.received, event.at)
        break
      default:
        break
    }
  }

  committed(): void {
    for (const [accountId, assets] of this.touched) this.positionUpdate(accountId, assets)
    this.touched.clear()
    if (this.frames.length === 0) return
    const frames = this.frames
    this.frames = []
    void this.journal.synced().then(() => this.deliver(frames))
  }

  private report(orderId: number, happening: Happening): void {
    const order = this.exchange.accounts.order(orderId)
    const { accountId, symbol } = order.terms
    const { instrument } = this.exchange.book(symbol)
    this.touch(accountId, instrument.base)
    this.touch(accountId, instrument.quote)
    const isFill = happening.kind === 'filled'
    if (!isFill && !this.subscribers.has(accountId)) return
    const report = executionReport(instrument, order, happening, this.exchange.now())
    const text = JSON.stringify(report)
    if (isFill) this.lastFills.set(accountId, text)
    if (isFill && this.faults.take('suppress-fills', { accountId }) !== null) return
    this.push(accountId, text)
  }

  private balanceUpdate(accountId: number, asset: string, amount: string, at: number): void {
    const update = { e: 'balanceUpdate', E: this.exchange.now(), a: asset, d: amount, T: at }
    this.push(accountId, JSON.stringify(update))
  }

  private positionUpdate(accountId: number, assets: ReadonlySet<string>): void {
    const account = this.exchange.accounts.account(accountId)
    const rows = Array.from(assets, (asset) => {
      const { free, locked } = account.balances.get(asset) ?? { free: 0n, locked: 0n }
      return { a: asset, f: formatUnits(free), l: formatUnits(locked) }
    })
    const update = {
      e: 'outboundAccountPosition',
      E: this.exchange.now(),
      u: account.updatedAt,
      B: rows,
    }
    this.push(accountId, JSON.stringify(update))
  }

  private touch(accountId: number, asset: string): void {
    if (!this.subscribers.has(accountId)) return
    const assets = this.touched.get(accountId) ?? new Set()
    this.touched.set(accountId, assets.add(asset))
  }

  private push(accountId: number, text: string): void {
    if (this.subscribers.has(accountId)) this.frames.push({ accountId, text })
  }

  private deliver(frames: readonly Frame[]): void {
    for (const { accountId, text } of frames) {
      for (const send of this.subscribers.get(accountId) ?? []) send(text)
    }
  }
}
