import type { Metadata } from 'next'
import * as alerts from '#api/alerts.ts'
import { alertChannelsQuery, alertPagesQuery, deadLettersQuery } from '#browser/queries/alerts.ts'
import { AlertsPage } from '#components/alerts/alerts-page.tsx'
import { page } from '#http/page.ts'
import { listDeadDeliveries } from '#usecases/alerts/dead-letters.ts'
import { listAlerts } from '#usecases/alerts/list-alerts.ts'
import { listAlertChannels } from '#usecases/alerts/list-channels.ts'
import { Prefetched, reading, readingPages } from '../../prefetched.tsx'

export const metadata: Metadata = { title: 'Settings' }

export default async function AdminSettingsPage() {
  const ctx = await page('alerts:read')
  return (
    <Prefetched
      readings={[
        readingPages(ctx, alertPagesQuery(), [alerts.listAlerts, listAlerts]),
        reading(ctx, alertChannelsQuery(), [alerts.listAlertChannels, listAlertChannels]),
        reading(ctx, deadLettersQuery(), [alerts.listDeadDeliveries, listDeadDeliveries]),
      ]}
    >
      <AlertsPage title="Settings" />
    </Prefetched>
  )
}
