import { getBot, getShadowReport, listBots } from '#api/bots.ts'
import { endpointQuery } from './endpoint-query.ts'

export const botsQuery = () => endpointQuery(listBots, {})

export const botQuery = (botId: string) => endpointQuery(getBot, { botId })

export const shadowReportQuery = (botId: string) => endpointQuery(getShadowReport, { botId })
