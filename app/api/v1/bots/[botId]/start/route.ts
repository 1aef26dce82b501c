import * as api from '#api/bots.ts'
import { routes } from '#http/route.ts'
import { startBot } from '#usecases/bots/start-bot.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([api.startBot, startBot])
