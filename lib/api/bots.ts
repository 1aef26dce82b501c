import { botCodec, newBot, shadowReportCodec, stopInput } from './codecs/bot.ts'
import { botId } from './codecs/id.ts'
import { endpoint } from './endpoint.ts'
import { wholeListOf } from './page-of.ts'

export const createBot = endpoint({
  name: 'createBot',
  method: 'POST',
  path: '/api/v1/bots',
  permission: 'bots:run',
  idempotent: true,
  summary: 'Make a bot on a paper account, stopped, with a book of its own and what it may spend.',
  body: newBot,
  result: botCodec,
  status: 201,
})

export const listBots = endpoint({
  name: 'listBots',
  method: 'GET',
  path: '/api/v1/bots',
  permission: 'bots:read',
  summary: 'The bots, newest first.',
  result: wholeListOf(botCodec),
})

export const getBot = endpoint({
  name: 'getBot',
  method: 'GET',
  path: '/api/v1/bots/{botId}',
  permission: 'bots:read',
  summary: 'One bot.',
  params: { botId },
  result: botCodec,
})

export const startBot = endpoint({
  name: 'startBot',
  method: 'POST',
  path: '/api/v1/bots/{botId}/start',
  permission: 'bots:run',
  summary: 'Let a bot trade on the bars that close from now on. Safe to repeat.',
  params: { botId },
  result: botCodec,
})

export const stopBot = endpoint({
  name: 'stopBot',
  method: 'POST',
  path: '/api/v1/bots/{botId}/stop',
  permission: 'bots:run',
  summary:
    'Let a bot enter nothing more. What it holds is kept in its book, or closed at the market by reduce-only orders. Safe to repeat, also to close later.',
  params: { botId },
  body: stopInput,
  result: botCodec,
})

export const getShadowReport = endpoint({
  name: 'getShadowReport',
  method: 'GET',
  path: '/api/v1/bots/{botId}/shadow',
  permission: 'bots:read',
  summary:
    'A bot’s trades beside those of a backtest of the same hours, each difference with its cause.',
  params: { botId },
  result: shadowReportCodec,
})
