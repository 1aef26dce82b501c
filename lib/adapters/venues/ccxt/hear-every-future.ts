import type { CcxtClient } from './load-dialect.ts'

type Connection = ReturnType<CcxtClient['client']>

/**
 * When a connection ends, ccxt rejects everything that was ever asked of it, also what nobody waits for any
 * more; Node ends a process over such a rejection. Whoever does wait still hears of it.
 */
export function hearEveryFuture(client: CcxtClient): void {
  const open = client.client.bind(client)
  const known = new WeakSet<Connection>()
  client.client = (url) => {
    const connection = open(url)
    if (!known.has(connection)) {
      known.add(connection)
      hear(connection)
    }
    return connection
  }
}

function hear(connection: Connection): void {
  const future = connection.future.bind(connection)
  connection.future = (messageHash) => {
    const promise = future(messageHash)
    promise.catch(ignore)
    return promise
  }
  connection.connected.catch(ignore)
}

/** Told to whoever waits, through the promise itself. */
function ignore(): void {}
