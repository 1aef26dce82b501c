import type { World } from '../kernel/world.ts'

export type LockMode = 'shared' | 'exclusive'

/** A lock that a session holds or waits for. */
export type Lock = { readonly key: string; readonly mode: LockMode }

type Waiting = {
  readonly mode: LockMode
  readonly holder: object
  readonly grant: () => void
}

type Queue = { readonly held: Map<object, LockMode>; waiting: Waiting[] }

/** As PostgreSQL's lock_timeout of our connections. */
export const LOCK_TIMEOUT_MS = 2_000

/** Heavyweight locks: whoever came first is served first, and waits at most the lock time-out. */
export class LockTable {
  readonly #world: World
  readonly #queues = new Map<string, Queue>()

  constructor(world: World) {
    this.#world = world
  }

  acquire(
    holder: object,
    { key, mode }: Lock,
    { onGranted, onTimeout }: { readonly onGranted: () => void; readonly onTimeout: () => void },
  ): void {
    const queue: Queue = this.#queues.get(key) ?? { held: new Map(), waiting: [] }
    this.#queues.set(key, queue)
    const timer = this.#world.after(LOCK_TIMEOUT_MS, () => {
      queue.waiting = queue.waiting.filter((each) => each !== waiting)
      this.#serve(queue)
      onTimeout()
    })
    const grant = () => {
      timer.run = null
      onGranted()
    }
    const waiting: Waiting = { mode, holder, grant }
    queue.waiting.push(waiting)
    this.#serve(queue)
  }

  /** Gives back all that a session holds and forgets what it waits for. */
  releaseAll(holder: object): void {
    for (const queue of this.#queues.values()) {
      const isHeld = queue.held.delete(holder)
      const waited = queue.waiting.length
      queue.waiting = queue.waiting.filter((each) => each.holder !== holder)
      if (isHeld || queue.waiting.length < waited) this.#serve(queue)
    }
  }

  #serve(queue: Queue): void {
    for (;;) {
      const [next] = queue.waiting
      if (next === undefined || !isFree(queue, next)) return
      queue.waiting.shift()
      queue.held.set(next.holder, next.mode)
      next.grant()
    }
  }
}

function isFree({ held }: Queue, { mode }: Waiting): boolean {
  return held.size === 0 || (mode === 'shared' && [...held.values()].every((it) => it === 'shared'))
}
