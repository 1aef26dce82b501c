import { FeedError } from '#exchange/market/feeds/feed-error.ts'
import { startExchange } from '#exchange/start-exchange.ts'
import { readEnv } from '#runtime/env.ts'
import { exchangeEnv, exchangeSettingsOf } from '#runtime/exchange-env.ts'

/** The simulated exchange as a process. It announces its ports, and ends with its parent or on SIGTERM. */
const EXIT_FAILED = 1

function onCrash(error: unknown): never {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  process.stderr.write(`exchange: ${text}\n`)
  process.exit(EXIT_FAILED)
}

async function main(): Promise<void> {
  const running = await startExchange({ ...exchangeSettingsOf(readEnv(exchangeEnv)), onCrash })
  let isStopping = false
  const stop = () => {
    if (isStopping) return
    isStopping = true
    running.stop().then(() => process.exit(0), onCrash)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  process.on('disconnect', stop)
  const announcement = { type: 'ready', ports: running.ports }
  process.send?.(announcement)
  process.stdout.write(`${JSON.stringify(announcement)}\n`)
}

process.on('uncaughtException', onCrash)
process.on('unhandledRejection', onCrash)
main().catch((error: unknown) => {
  if (!(error instanceof FeedError)) onCrash(error)
  process.stderr.write(`exchange: ${error.message}\n`)
  process.exit(EXIT_FAILED)
})
