import type { BotView } from '#api/codecs/bot.ts'
import { markBotStopped } from '#store/bots.ts'
import type { Context } from '#usecases/context.ts'
import { changeBot } from './change-bot.ts'

/**
 * Lets a bot place nothing more; an order that it placed before is carried out. What it holds stays in its book,
 * for a person to close. Safe to repeat.
 */
export function stopBot(
  ctx: Pick<Context, 'effect' | 'clock'>,
  { botId }: { readonly botId: string },
): Promise<BotView> {
  return changeBot(ctx, { botId, action: 'bot.stop', change: markBotStopped })
}
