import { resolve } from 'node:path'
import { startWeb } from '#http/server/start-web.ts'
import { refuseUnfitDatabase } from '#runtime/refuse-unfit-database.ts'
import { webHouse } from '#runtime/web-context.ts'

/** Pages and the API as a process. It announces its port, and ends with its parent or on SIGTERM. */
const EXIT_FAILED = 1
const STOP_MS_MAX = 25_000

async function main(): Promise<void> {
  const house = webHouse(resolve(import.meta.dirname, '..'))
  // Beside the start: pages tell of a database that is away.
  refuseUnfitDatabase(house, house.env).catch(failed)
  const running = await startWeb(house)
  let isStopping = false
  const stop = () => {
    if (isStopping) return
    isStopping = true
    setTimeout(() => process.exit(EXIT_FAILED), STOP_MS_MAX).unref()
    running.stop().then(() => process.exit(0), failed)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  process.on('disconnect', stop)
  process.send?.({ type: 'ready', ports: { http: running.port } })
  house.log.info({ port: running.port }, 'web serves')
}

function failed(error: unknown): never {
  process.stderr.write(`web: ${error instanceof Error ? (error.stack ?? error.message) : error}\n`)
  process.exit(EXIT_FAILED)
}

main().catch(failed)
