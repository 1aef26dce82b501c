import type { BotView } from '#api/codecs/bot.ts'
import { readBot } from '#store/bots.ts'
import type { Context } from '#usecases/context.ts'
import { notFound } from '#usecases/require-visible.ts'

export async function getBot(
  ctx: Pick<Context, 'db'>,
  { botId }: { readonly botId: string },
): Promise<BotView> {
  const bot = await ctx.db.read((tx) => readBot(tx, botId))
  if (bot === null) throw notFound()
  return bot
}
