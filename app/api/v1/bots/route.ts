import * as api from '#api/bots.ts'
import { routes } from '#http/route.ts'
import { createBot } from '#usecases/bots/create-bot.ts'
import { listBots } from '#usecases/bots/list-bots.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes(
  [api.listBots, listBots],
  [api.createBot, createBot],
)
