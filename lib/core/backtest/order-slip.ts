import type { WaitingEntry } from '#core/backtest/waiting-entry.ts'
import type { Entry } from '#core/strategies/orders.ts'

export type Taken = { readonly isClosing: boolean; readonly entry: WaitingEntry | null }

/** What a strategy has asked for at a close, until the next open takes it. */
export class OrderSlip {
  private long: Entry | null = null
  private short: Entry | null = null
  private closeSignal: string | null = null

  get hasEntry(): boolean {
    return this.long !== null || this.short !== null
  }

  enter(direction: 1 | -1, entry: Entry): void {
    if (direction === 1) this.long = entry
    else this.short = entry
  }

  close(signal: string): void {
    this.closeSignal = signal
  }

  dropEntries(): void {
    this.long = null
    this.short = null
  }

  /** Closing beats entering, and entering both ways enters none. */
  take(fromBar: number): Taken {
    const { long, short } = this
    const isClosing = this.closeSignal !== null
    this.dropEntries()
    this.closeSignal = null
    const isBoth = long !== null && short !== null
    const entry = long ?? short
    if (isClosing || isBoth || entry === null) return { isClosing, entry: null }
    return { isClosing, entry: { entry, direction: long === null ? -1 : 1, fromBar } }
  }

  /** Two runs that decide alike write alike. */
  toString(): string {
    return JSON.stringify({ long: this.long, short: this.short, close: this.closeSignal })
  }
}
