import * as api from '#api/bots.ts'
import { routes } from '#http/route.ts'
import { getBot } from '#usecases/bots/get-bot.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([api.getBot, getBot])
