/** Something that happens at a time of the simulation; one that was called off is passed over. */
export type SimEvent = { readonly at: number; readonly order: number; run: (() => void) | null }

/** The events to come, soonest first; of those at one time the one that was planned first. */
export class EventHeap {
  readonly #events: SimEvent[] = []
  #planned = 0

  push(at: number, run: () => void): SimEvent {
    const event = { at, order: this.#planned++, run }
    const events = this.#events
    let index = events.push(event) - 1
    while (index > 0) {
      const parent = (index - 1) >> 1
      const above = events[parent]
      if (above === undefined || !isBefore(event, above)) break
      events[index] = above
      index = parent
    }
    events[index] = event
    return event
  }

  /** When the next event is; null when there is none. */
  get nextAt(): number | null {
    return this.#events[0]?.at ?? null
  }

  pop(): SimEvent | null {
    const events = this.#events
    const [first] = events
    const last = events.pop()
    if (first === undefined || last === undefined) return null
    if (events.length > 0) this.#sink(last)
    return first
  }

  #sink(event: SimEvent): void {
    const events = this.#events
    let index = 0
    for (;;) {
      const left = 2 * index + 1
      const right = events[left + 1]
      let child = events[left]
      let next = left
      if (child === undefined) break
      if (right !== undefined && isBefore(right, child)) {
        child = right
        next = left + 1
      }
      if (!isBefore(child, event)) break
      events[index] = child
      index = next
    }
    events[index] = event
  }
}

function isBefore(a: SimEvent, b: SimEvent): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order)
}
