import { openAlertParts } from '#runtime/alerts/alert-parts.ts'
import { keepAlerts } from '#runtime/alerts/keep-alerts.ts'
import { readEnv, runnerEnv } from '#runtime/env.ts'
import { keepMetrics } from '#runtime/metrics/keep-metrics.ts'
import { refuseUnfitDatabase } from '#runtime/refuse-unfit-database.ts'
import { startRunner } from '#runtime/runner/start-runner.ts'
import { openRunnerHouse } from '#runtime/runner-context.ts'

/** The runner as a process. It announces itself, and ends with its parent or on SIGTERM. */
const EXIT_FAILED = 1
const STOP_MS_MAX = 25_000

async function main(): Promise<void> {
  const env = readEnv(runnerEnv)
  const house = openRunnerHouse(env)
  await refuseUnfitDatabase(house, env)
  const running = await startRunner(house)
  const keepers = [keepAlerts({ ...house, ...openAlertParts(env) }), keepMetrics(house)]
  let isStopping = false
  const stop = () => {
    if (isStopping) return
    isStopping = true
    // What is still on its way then is found again by the next start.
    setTimeout(() => process.exit(EXIT_FAILED), STOP_MS_MAX).unref()
    running
      .stop()
      .then(() => Promise.all(keepers.map((keeper) => keeper.stop())))
      .then(() => house.close())
      .then(() => process.exit(0), onCrash)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  process.on('disconnect', stop)
  process.send?.({ type: 'ready', ports: {} })
}

function onCrash(error: unknown): never {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  process.stderr.write(`runner: ${text}\n`)
  process.exit(EXIT_FAILED)
}

process.on('uncaughtException', onCrash)
process.on('unhandledRejection', onCrash)
main().catch(onCrash)
