import type { Metadata } from 'next'
import * as alerts from '#api/alerts.ts'
import * as rules from '#api/signal-rules.ts'
import { alertChannelsQuery, signalRulesQuery } from '#browser/queries/alerts.ts'
import { SignalAlertsPage } from '#components/signals/signal-alerts-page.tsx'
import { page } from '#http/page.ts'
import { listAlertChannels } from '#usecases/alerts/list-channels.ts'
import { listSignalRules } from '#usecases/alerts/signal-rules.ts'
import { Prefetched, reading } from '../../../prefetched.tsx'

export const metadata: Metadata = { title: 'Alerts of signals' }

export default async function DeskSignalAlertsPage() {
  const ctx = await page('alerts:read')
  return (
    <Prefetched
      readings={[
        reading(ctx, signalRulesQuery(), [rules.listSignalRules, listSignalRules]),
        reading(ctx, alertChannelsQuery(), [alerts.listAlertChannels, listAlertChannels]),
      ]}
    >
      <SignalAlertsPage />
    </Prefetched>
  )
}
