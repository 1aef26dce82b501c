import { listAlertChannels, listAlerts, listDeadDeliveries } from '#api/alerts.ts'
import type { CallInput } from '#api/endpoint.ts'
import { listSignalRules } from '#api/signal-rules.ts'
import { endpointPagesQuery } from './endpoint-pages-query.ts'
import { endpointQuery } from './endpoint-query.ts'

/** Page after page. */
export const alertPagesQuery = (input: CallInput<typeof listAlerts> = {}) =>
  endpointPagesQuery(listAlerts, input)
export const alertChannelsQuery = () => endpointQuery(listAlertChannels, {})
export const deadLettersQuery = () => endpointQuery(listDeadDeliveries, {})

/** Of which signals the person wants to be told. */
export const signalRulesQuery = () => endpointQuery(listSignalRules, {})
