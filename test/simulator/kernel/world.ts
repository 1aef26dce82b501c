import { createHash } from 'node:crypto'
import { EventHeap, type SimEvent } from './event-heap.ts'
import { type FaultKind, Faults } from './faults.ts'
import { SeededDice } from './seeded-dice.ts'
import type { SimProcess } from './sim-process.ts'

export type WorldOptions = {
  readonly seed: number
  /** From then on nothing goes wrong any more. */
  readonly faultsUntilMs: number
  readonly without?: ReadonlySet<FaultKind>
  /** Instead of kills by chance: one at this await, before it (even) or after it (odd), counted from zero. */
  readonly killAt?: number
}

/** How the world answers one await of a process. */
export type Reply<T> = { resolve(value: T): void; reject(error: unknown): void }

/** Frozen for about these times, something runs out: a request's window, a lease, a transaction, a settle horizon. */
const FREEZES_MS = [5_000, 9_700, 10_000, 19_000, 40_000] as const

/** Time, chance and fate: everything that the simulated processes wait for goes through here. */
export class World {
  readonly dice: SeededDice
  readonly faults: Faults
  readonly #heap = new EventHeap()
  readonly #hash = createHash('sha256')
  readonly #options: WorldOptions
  readonly #lines: string[] | null
  #now = 0
  #awaits = 0
  #events = 0
  /** Whether an event let a process do something: it does all it can before the next one. */
  #isProcessRunning = false

  constructor(options: WorldOptions, lines: string[] | null = null) {
    this.#options = options
    this.#lines = lines
    this.dice = new SeededDice(options.seed)
    this.faults = new Faults(
      this.dice,
      options.without ?? new Set(),
      () => this.#now >= options.faultsUntilMs,
    )
  }

  /** Milliseconds since the world began: the true time. */
  get now(): number {
    return this.#now
  }

  get awaits(): number {
    return this.#awaits
  }

  /** How much has happened. */
  get events(): number {
    return this.#events
  }

  get traceHash(): string {
    return this.#hash.copy().digest('hex').slice(0, 16)
  }

  after(delayMs: number, run: () => void): SimEvent {
    return this.#heap.push(this.#now + Math.max(0, delayMs), run)
  }

  /** Lets everything happen until a time; what a process does at once, it does before the next event. */
  async runUntil(endMs: number): Promise<void> {
    for (;;) {
      const { nextAt } = this.#heap
      if (nextAt === null || nextAt > endMs) return
      const event = this.#heap.pop()
      if (event === null || event.run === null) continue
      this.#now = event.at
      this.#events += 1
      this.#isProcessRunning = false
      event.run()
      if (this.#isProcessRunning) await untilIdle()
    }
  }

  /** What happened, for the hash of the run and for its trace. */
  note(what: string): void {
    const line = `${this.#now.toFixed(3)} ${what}`
    this.#hash.update(line)
    this.#lines?.push(line)
  }

  /**
   * One await of a process: `start` has its effect on the world and answers when it will. The process may die
   * before or after it, or stand still.
   */
  call<T>(process: SimProcess, label: string, start: (reply: Reply<T>) => void): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#isProcessRunning = true
      if (!process.isAlive) return
      const fate = this.#fateAt(this.#awaits++)
      if (fate === 'killBefore') return this.kill(process, label)
      if (this.faults.happens('freeze')) this.#freeze(process, label)
      start({
        resolve: (value) => this.deliver(process, () => resolve(value)),
        reject: (error) => this.deliver(process, () => reject(error)),
      })
      if (fate === 'killAfter') this.kill(process, label)
    })
  }

  /** Runs in the process, now or when it thaws; never when it is dead. */
  deliver(process: SimProcess, run: () => void): void {
    if (!process.isAlive) return
    this.#isProcessRunning = true
    const thawsIn = process.frozenUntil - this.#now
    if (thawsIn > 0) this.after(thawsIn, () => this.deliver(process, run))
    else run()
  }

  kill(process: SimProcess, where: string): void {
    if (!process.isAlive) return
    this.note(`${process.name} is killed at ${where}`)
    process.isAlive = false
    for (const tell of process.onDeath) tell()
  }

  #freeze(process: SimProcess, where: string): void {
    const forMs = this.faults.delayNear(FREEZES_MS)
    this.note(`${process.name} freezes at ${where} for ${forMs.toFixed(0)} ms`)
    process.frozenUntil = this.#now + forMs
  }

  #fateAt(await_: number): 'live' | 'killBefore' | 'killAfter' {
    const { killAt } = this.#options
    if (killAt === undefined) {
      if (!this.faults.happens('kill')) return 'live'
      return this.dice.happens(0.5) ? 'killBefore' : 'killAfter'
    }
    if (killAt >> 1 !== await_) return 'live'
    return killAt % 2 === 0 ? 'killBefore' : 'killAfter'
  }
}

/** Every microtask that the last event set off has run. */
function untilIdle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
