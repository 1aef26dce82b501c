import { createServer } from 'node:net'

const ANY_PORT = 0

/** A port of 127.0.0.1 that was free a moment ago; the caller must cope with losing the race for it. */
export async function freePort(): Promise<number> {
  const port = await tryPort(ANY_PORT, '127.0.0.1')
  if (port === null) throw new Error('no port of 127.0.0.1 is free')
  return port
}

/** Whether a server could listen on this port of every address of this machine. */
export async function isPortFree(port: number): Promise<boolean> {
  return (await tryPort(port)) !== null
}

function tryPort(wanted: number, host?: string): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(null))
    server.listen({ port: wanted, host }, () => {
      const address = server.address()
      const port = typeof address === 'object' ? (address?.port ?? null) : null
      server.close(() => resolve(port))
    })
  })
}
