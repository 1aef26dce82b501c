/**
 * Stands in for each of the desk's processes in tests of the supervisor: announces its ports, answers every
 * request with its process id, and ends when it is asked to or its channel closes.
 */
import { createServer, type Server } from 'node:http'
import { basename } from 'node:path'

const PORTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'exchange.ts': { rest: 'EXCHANGE_PORT', control: 'EXCHANGE_CONTROL_PORT' },
  'gateway.ts': { http: 'GATEWAY_PORT' },
  'web.ts': { http: 'PORT' },
}

const wanted = PORTS[basename(process.argv[1] ?? '')] ?? {}
const ports: Record<string, number> = {}
for (const [name, variable] of Object.entries(wanted)) {
  ports[name] = await listen(Number(process.env[variable]))
}
process.once('disconnect', () => process.exit(0))
process.once('SIGTERM', () => process.exit(0))
process.send?.({ type: 'ready', ports })

function listen(port: number): Promise<number> {
  const server: Server = createServer((_request, response) => response.end(String(process.pid)))
  return new Promise((resolve) => {
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' ? (address?.port ?? 0) : 0)
    })
  })
}
