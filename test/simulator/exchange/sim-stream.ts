import type { VenueAccountListener } from '#ports/venue.ts'
import type { Told } from './sim-exchange.ts'
import type { VenueConnection } from './venue-connection.ts'

type At = Pick<VenueConnection, 'world' | 'exchange' | 'process'>

const TOLD_MS = { least: 1, most: 60 }
const LATE_MS = 20_000
const CONNECT_MS = { least: 20, most: 500 }
const DOWN_MS_MAX = 15_000

/**
 * The account's stream as a venue gives it: it tells what happens as it happens, but it also loses, repeats and
 * delays, and breaks off and comes back. Returns when `signal` aborts.
 */
export function openStream(
  at: At,
  listener: VenueAccountListener,
  signal: AbortSignal,
): Promise<void> {
  const { exchange, process } = at
  const stream = new SimStream(at, listener, signal)
  const hear = (told: Told) => stream.hear(told)
  exchange.listeners.add(hear)
  process.onDeath.push(() => exchange.listeners.delete(hear))
  stream.connect(CONNECT_MS.most)
  return new Promise((resolve) => {
    const end = () => {
      exchange.listeners.delete(hear)
      resolve()
    }
    if (signal.aborted) end()
    else signal.addEventListener('abort', end, { once: true })
  })
}

class SimStream {
  readonly #at: At
  readonly #listener: VenueAccountListener
  readonly #signal: AbortSignal
  #isConnected = false

  constructor(at: At, listener: VenueAccountListener, signal: AbortSignal) {
    this.#at = at
    this.#listener = listener
    this.#signal = signal
  }

  connect(withinMs: number): void {
    const { world, process } = this.#at
    world.after(world.dice.between(CONNECT_MS.least, withinMs), () => {
      if (this.#signal.aborted) return
      this.#isConnected = true
      world.deliver(process, () => this.#listener.onGap())
    })
  }

  hear(told: Told): void {
    const { faults } = this.#at.world
    if (!this.#isConnected) return
    if (faults.happens('streamDown')) {
      this.#breakOff()
      return
    }
    if (faults.happens('streamLost')) return
    this.#tell(told)
    if (faults.happens('streamTwice')) this.#tell(told)
  }

  #breakOff(): void {
    const { world, process } = this.#at
    this.#isConnected = false
    world.deliver(process, () => this.#listener.onLost?.())
    this.connect(DOWN_MS_MAX)
  }

  #tell(told: Told): void {
    const { world, process } = this.#at
    const { dice, faults } = world
    const delayMs = faults.happens('streamLate')
      ? faults.delayUpTo(LATE_MS)
      : dice.between(TOLD_MS.least, TOLD_MS.most)
    world.after(delayMs, () => world.deliver(process, () => this.#pass(told)))
  }

  #pass(told: Told): void {
    if (this.#signal.aborted) return
    if (told.kind === 'order') this.#listener.onOrder(told.order)
    else this.#listener.onFill(told.fill)
  }
}
