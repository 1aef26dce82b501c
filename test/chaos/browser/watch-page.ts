import type { SupervisedService } from '#desk/services/supervise-service.ts'
import type { Act } from '../acts.ts'
import type { ChaosHouse } from '../chaos-house.ts'
import type { Watched } from '../run-chaos.ts'
import { lie } from './lie.ts'
import { openPage } from './open-page.ts'
import { watchStrip } from './watch-strip.ts'

/** The house trades on: a page that is gone stops nobody. */
const UNTOUCHED_MS_MAX = 5_000

/** Opens the desk in a browser and watches its books strip. `isLying` forges the answers that the strip is drawn from. */
export async function watchPage(
  house: ChaosHouse,
  { isLying }: { readonly isLying: boolean },
): Promise<Watched> {
  await using opening = new AsyncDisposableStack()
  const { page, gateway, web } = opening.use(await openPage(house))
  if (isLying) await lie(house, page)
  const watch = await watchStrip(house, page)
  const acts = [killed('the gateway', gateway), killed('web', web)]
  const stack = opening.move()
  return { ...watch, acts, [Symbol.asyncDispose]: () => stack.disposeAsync() }
}

function killed(name: string, service: SupervisedService): Act {
  return {
    name: `kill -9 of ${name}`,
    recoveryMsMax: UNTOUCHED_MS_MAX,
    async run() {
      const pid = service.pid()
      if (pid !== undefined) process.kill(pid, 'SIGKILL')
    },
  }
}
