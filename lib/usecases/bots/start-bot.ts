import type { BotView } from '#api/codecs/bot.ts'
import { markBotStarted } from '#store/bots.ts'
import type { Context } from '#usecases/context.ts'
import { changeBot } from './change-bot.ts'

/**
 * Lets a bot trade on the bars that close from now on; a runner takes it up within seconds. What it holds from
 * before it goes on holding, without the stops of that time. Safe to repeat: one that runs goes on as it was.
 */
export function startBot(
  ctx: Pick<Context, 'effect' | 'clock'>,
  { botId }: { readonly botId: string },
): Promise<BotView> {
  return changeBot(ctx, { botId, action: 'bot.start', change: markBotStarted })
}
