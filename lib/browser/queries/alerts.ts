import { listAlertChannels, listAlerts, listDeadDeliveries } from '#api/alerts.ts'
import type { CallInput } from '#api/endpoint.ts'
import { endpointPagesQuery } from './endpoint-pages-query.ts'
import { endpointQuery } from './endpoint-query.ts'

/** Page after page. */
export const alertPagesQuery = (input: CallInput<typeof listAlerts> = {}) =>
  endpointPagesQuery(listAlerts, input)
export const alertChannelsQuery = () => endpointQuery(listAlertChannels, {})
export const deadLettersQuery = () => endpointQuery(listDeadDeliveries, {})
