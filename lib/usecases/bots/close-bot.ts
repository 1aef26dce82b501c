import type { BotView } from '#api/codecs/bot.ts'
import { asQuantity } from '#core/money/money.ts'
import { closingQuantity } from '#core/risk/closing-quantity.ts'
import { DUST_DENIALS } from '#core/risk/denial.ts'
import { floorTo, MINUTE_MS } from '#core/time/time.ts'
import { readBotHistory } from '#store/bot-history.ts'
import { markBotClosed } from '#store/bots.ts'
import type { BotsContext } from './bots-context.ts'
import { placeBotOrder } from './place-bot-order.ts'

/**
 * Closes what a stopped bot holds by a reduce-only market order, and says so when nothing is left that an order
 * could sell. An order under way is waited for first. One that was refused is placed again a minute later: the
 * order's name follows from bot and minute, so that whoever does it again in between places nothing twice.
 */
export async function closeBot(ctx: BotsContext, bot: BotView): Promise<void> {
  const { db, clock, instruments, log } = ctx
  const history = await db.read((tx) => readBotHistory(tx, { ...bot, botId: bot.id }))
  if (history.isUnderWay) return
  const instrument = instruments.find(({ id }) => id === bot.instrumentId)
  const { availableBase } = history
  const owned = { position: asQuantity(availableBase), availableBase }
  const quantity = instrument === undefined ? null : closingQuantity(owned, instrument)
  const signalId = `${floorTo(clock.now(), MINUTE_MS)}-close`
  const order =
    quantity === null
      ? null
      : await placeBotOrder(ctx, { bot, side: 'sell', quantity, signalId, note: 'stopped' })
  if (
    order !== null &&
    !(order.state === 'DENIED' && DUST_DENIALS.some((reason) => reason === order.reason))
  )
    return
  await db.write((tx) => markBotClosed(tx, bot.id))
  log.info({ botId: bot.id }, 'a stopped bot has closed what it held')
}
