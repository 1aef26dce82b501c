import { openAlertSender } from '#adapters/alerts/alert-sender.ts'
import { safeFetch } from '#adapters/outside/safe-fetch.ts'
import { openChannelVault } from '#adapters/secrets/channel-vault.ts'
import type { AlertSender, ChannelVault } from '#ports/alert-sender.ts'
import type { Outside } from '#ports/outside.ts'
import type { WebEnv } from '../env.ts'
import { systemClock } from '../system-clock.ts'

export type AlertParts = {
  readonly outside: Outside
  readonly sender: AlertSender
  readonly vault: ChannelVault
  readonly publicOrigin: string
}

/** What telling the world takes, from a process's environment. */
export function openAlertParts(
  env: Pick<WebEnv, 'ALERT_KEY' | 'OUTSIDE_ALLOWED' | 'PUBLIC_ORIGIN'>,
): AlertParts {
  const allowed = env.OUTSIDE_ALLOWED.split(',').map((entry) => entry.trim())
  const outside = safeFetch({ allowed: new Set(allowed.filter((entry) => entry !== '')) })
  return {
    outside,
    sender: openAlertSender({ outside, clock: systemClock }),
    vault: openChannelVault(env.ALERT_KEY),
    publicOrigin: env.PUBLIC_ORIGIN,
  }
}
