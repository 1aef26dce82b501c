import type { Entry, Guards } from '#core/strategies/orders.ts'

/** What a strategy has asked for at a close, until the next open takes it. */
export class OrderSlip {
  private long: Entry | null = null
  private short: Entry | null = null
  private closeSignal: string | null = null
  private guards: Guards | null = null

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

  protect(guards: Guards): void {
    this.guards = guards
  }

  dropEntries(): void {
    this.long = null
    this.short = null
  }

  get isClosing(): boolean {
    return this.closeSignal !== null
  }

  /** Closing beats entering, and entering both ways enters none: 1 for long, -1 for short, 0 for neither. */
  get direction(): number {
    const { long, short } = this
    if (this.closeSignal !== null || (long === null) === (short === null)) return 0
    return long === null ? -1 : 1
  }

  /** The entry asked for; at most one counts. */
  get entry(): Entry | null {
    return this.long ?? this.short
  }

  clear(): void {
    this.long = null
    this.short = null
    this.closeSignal = null
    this.guards = null
  }

  /** In words that two runs which decide alike share; null when nothing is asked for. */
  toText(): string | null {
    const { long, short, closeSignal, guards } = this
    if (!this.hasEntry && closeSignal === null && guards === null) return null
    return JSON.stringify({
      ...(long && { long }),
      ...(short && { short }),
      ...(closeSignal !== null && { close: closeSignal }),
      ...(guards && { guards }),
    })
  }
}
