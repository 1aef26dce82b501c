import * as api from '#api/bots.ts'
import { routes } from '#http/route.ts'
import { stopBot } from '#usecases/bots/stop-bot.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([api.stopBot, stopBot])
