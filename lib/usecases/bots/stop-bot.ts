import type { BotView, StopInput } from '#api/codecs/bot.ts'
import { markBotStopped } from '#store/bots.ts'
import type { Context } from '#usecases/context.ts'
import { changeBot } from './change-bot.ts'

/**
 * Lets a bot enter nothing more; an order that it placed before is carried out. What it holds is kept in its book for
 * a person to close, or closed at the market by a runner. Safe to repeat: a stopped bot can be told to close, or, as
 * long as it has not, to keep what it holds.
 */
export function stopBot(
  ctx: Pick<Context, 'effect' | 'clock'>,
  { botId, position }: StopInput & { readonly botId: string },
): Promise<BotView> {
  return changeBot(ctx, {
    botId,
    action: 'bot.stop',
    change: (tx, moment) => markBotStopped(tx, { ...moment, isClosing: position === 'close' }),
  })
}
