export const TRIGGER = { AT_OR_ABOVE: 0, AT_OR_BELOW: 1 } as const
/** Which way the last trade price must go to trigger: a stop-loss buy waits AT_OR_ABOVE, its take-profit AT_OR_BELOW. */
export type Trigger = (typeof TRIGGER)[keyof typeof TRIGGER]

type Waiting = {
  readonly handle: number
  readonly trigger: Trigger
  /** What a trade must reach: the stop price, negated for AT_OR_BELOW, so that both sort the same way. */
  readonly key: number
  readonly sequence: number
}

/**
 * Stop orders of one instrument, waiting for the last trade price.
 *
 * `observe` may be called from the book's sink; `take` hands out what was triggered once the book's call has
 * returned. A triggered order stays triggered even if the price has come back by then.
 */
export class StopOrders {
  /** Per trigger, the one that triggers first at the end. */
  private readonly waiting: readonly [Waiting[], Waiting[]] = [[], []]
  private readonly byHandle = new Map<number, Waiting>()
  private triggered: number[] = []
  private sequence = 0

  /** The caller has checked that the last price does not trigger it at once. Throws RangeError for a handle in use. */
  add(handle: number, trigger: Trigger, stopTicks: number): void {
    if (this.byHandle.has(handle)) throw new RangeError(`stop order ${handle} already waits`)
    const key = keyOf(trigger, stopTicks)
    const order: Waiting = { handle, trigger, key, sequence: this.sequence++ }
    const queue = this.waiting[trigger]
    queue.splice(positionOf(queue, order), 0, order)
    this.byHandle.set(handle, order)
  }

  /** False when the handle does not wait (any more). */
  cancel(handle: number): boolean {
    const order = this.byHandle.get(handle)
    if (order === undefined) return false
    const queue = this.waiting[order.trigger]
    queue.splice(positionOf(queue, order), 1)
    this.byHandle.delete(handle)
    return true
  }

  isWaiting(handle: number): boolean {
    return this.byHandle.has(handle)
  }

  size(): number {
    return this.byHandle.size
  }

  /** Tells the price of a trade. Rising triggers go before falling ones; within each, nearest stop price, then time. */
  observe(lastTicks: number): void {
    this.release(TRIGGER.AT_OR_ABOVE, lastTicks)
    this.release(TRIGGER.AT_OR_BELOW, lastTicks)
  }

  /** The next triggered order, in the order of triggering; -1 when there is none. */
  take(): number {
    return this.triggered.shift() ?? -1
  }

  private release(trigger: Trigger, lastTicks: number): void {
    const queue = this.waiting[trigger]
    const reached = keyOf(trigger, lastTicks)
    for (let next = queue.at(-1); next !== undefined && next.key <= reached; next = queue.at(-1)) {
      queue.pop()
      this.byHandle.delete(next.handle)
      this.triggered.push(next.handle)
    }
  }
}

function keyOf(trigger: Trigger, ticks: number): number {
  return trigger === TRIGGER.AT_OR_ABOVE ? ticks : -ticks
}

/** Where `order` is, or belongs, in a queue sorted from last to first to trigger. */
function positionOf(queue: readonly Waiting[], order: Waiting): number {
  let low = 0
  let high = queue.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const other = queue[middle]
    if (other !== undefined && triggersAfter(other, order)) low = middle + 1
    else high = middle
  }
  return low
}

function triggersAfter(a: Waiting, b: Waiting): boolean {
  return a.key > b.key || (a.key === b.key && a.sequence > b.sequence)
}
