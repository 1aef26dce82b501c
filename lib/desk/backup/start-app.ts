import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type HousePlan, webService } from '../house-services.ts'
import { freePort } from '../ports.ts'
import { deskSecrets } from '../secrets.ts'
import { launchService } from '../services/launch-service.ts'
import type { FurtherQuestion } from './verify-backup.ts'

const READY_MS_MAX = 60_000
/** Nobody listens there: the restored desk must not talk to the real one's venues. */
const NOWHERE = 9

/** Whether this checkout's pages are built: without them there is no app to start. */
export function isAppBuilt(root: string): boolean {
  return existsSync(join(root, '.next', 'BUILD_ID'))
}

/** Asks whether the app starts on what was restored, and says it is ready, while it cannot write a thing. */
export function startApp(root: string): FurtherQuestion {
  return async ({ folder, readOnlyUrl }) => {
    if (!isAppBuilt(root)) return null
    const port = await freePort()
    const plan: HousePlan = {
      root,
      options: { folder, port, isDemo: false, isExternal: false, feed: null },
      secrets: deskSecrets(folder),
      databaseUrl: readOnlyUrl,
      publicOrigin: `http://localhost:${port}`,
      env: { PATH: process.env['PATH'] },
    }
    const exchange = { rest: NOWHERE, control: NOWHERE }
    const spec = webService(plan, exchange, { http: NOWHERE })
    const signal = AbortSignal.timeout(READY_MS_MAX)
    try {
      const { child } = await launchService(spec, { folder, ports: {}, signal })
      child.kill('SIGKILL')
      return null
    } catch (error) {
      return `the app does not start on it: ${error instanceof Error ? error.message : error}`
    }
  }
}
