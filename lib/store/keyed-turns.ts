/**
 * Lets one holder per key through at a time, in the order of arrival, within this process. It keeps those who
 * wait for one account from occupying the connection pool; the database's own locks decide between processes.
 */
export class KeyedTurns {
  readonly #last = new Map<string, Promise<void>>()

  async take<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(key) ?? Promise.resolve()
    const turn = before.then(work)
    const done = turn.then(ignore, ignore)
    this.#last.set(key, done)
    try {
      return await turn
    } finally {
      if (this.#last.get(key) === done) this.#last.delete(key)
    }
  }
}

function ignore(): void {}
