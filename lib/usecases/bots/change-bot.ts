import type { BotView } from '#api/codecs/bot.ts'
import { assert } from '#core/assert.ts'
import type { UnixMs } from '#core/time/time.ts'
import { readBot } from '#store/bots.ts'
import type { Tx } from '#store/transaction.ts'
import type { Context } from '#usecases/context.ts'
import { notFound } from '#usecases/require-visible.ts'

type Change = {
  readonly botId: string
  readonly action: 'bot.start' | 'bot.stop'
  readonly change: (
    tx: Tx,
    moment: { readonly botId: string; readonly at: UnixMs },
  ) => Promise<void>
}

/** Changes a bot that the scope shows, and answers with what became of it. */
export function changeBot(
  { effect, clock }: Pick<Context, 'effect' | 'clock'>,
  { botId, action, change }: Change,
): Promise<BotView> {
  const audit = ({ state, isClosing }: BotView) => ({
    action,
    targetKind: 'bot',
    targetId: botId,
    data: { state, isClosing },
  })
  return effect({ audit }, async (tx) => {
    if ((await readBot(tx, botId)) === null) throw notFound()
    await change(tx, { botId, at: clock.now() })
    const bot = await readBot(tx, botId)
    assert(bot !== null, 'a bot that was just changed is there')
    return bot
  })
}
