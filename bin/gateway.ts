import { startGateway } from '#gateway/start-gateway.ts'
import { openAlertParts } from '#runtime/alerts/alert-parts.ts'
import { keepAlerts } from '#runtime/alerts/keep-alerts.ts'
import { gatewayEnv, readEnv } from '#runtime/env.ts'
import { openGatewayHouse } from '#runtime/gateway-context.ts'
import { keepMetrics } from '#runtime/metrics/keep-metrics.ts'
import { refuseUnfitDatabase } from '#runtime/refuse-unfit-database.ts'

/** The gateway as a process. It announces its port, and ends with its parent or on SIGTERM. */
const EXIT_FAILED = 1
const STOP_MS_MAX = 10_000

function onCrash(error: unknown): never {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  process.stderr.write(`gateway: ${text}\n`)
  process.exit(EXIT_FAILED)
}

async function main(): Promise<void> {
  const env = readEnv(gatewayEnv)
  const house = openGatewayHouse(env)
  await refuseUnfitDatabase(house, env)
  const origins = [new URL(env.PUBLIC_ORIGIN).origin]
  const running = await startGateway({ house, port: env.GATEWAY_PORT, origins })
  const keepers = [keepAlerts({ ...house, ...openAlertParts(env) }), keepMetrics(house)]
  let isStopping = false
  const stop = () => {
    if (isStopping) return
    isStopping = true
    setTimeout(() => onCrash(new Error('it did not stop in time')), STOP_MS_MAX).unref()
    stopAll().then(() => process.exit(0), onCrash)
  }
  const stopAll = async () => {
    await Promise.all([running, ...keepers].map((each) => each.stop()))
    for (const feed of house.feeds.values()) feed.close()
    await house.database.close()
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  process.on('disconnect', stop)
  process.send?.({ type: 'ready', ports: { http: running.port } })
  house.log.info({ port: running.port }, 'the gateway serves')
}

process.on('uncaughtException', onCrash)
process.on('unhandledRejection', onCrash)
main().catch(onCrash)
