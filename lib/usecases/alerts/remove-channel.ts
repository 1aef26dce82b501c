import type * as api from '#api/alerts.ts'
import type { AlertChannelView } from '#api/codecs/alert.ts'
import type { HandlerInput } from '#api/endpoint.ts'
import { removeChannel } from '#store/alert-channels.ts'
import type { Context } from '#usecases/context.ts'
import { channelOf } from './channel-of.ts'

/** Takes a channel away, and with it its secret and what waits to be sent. */
export function removeAlertChannel(
  ctx: Pick<Context, 'effect' | 'clock' | 'actor'>,
  { channelId }: HandlerInput<typeof api.removeAlertChannel>,
): Promise<AlertChannelView> {
  const audit = ({ name }: AlertChannelView) => ({
    action: 'alert.remove-channel',
    targetKind: 'alertChannel',
    targetId: channelId,
    data: { name },
  })
  return ctx.effect({ audit }, async (tx) => {
    const channel = await channelOf(tx, { id: channelId, actor: ctx.actor })
    await removeChannel(tx, { id: channelId, now: ctx.clock.now() })
    return { ...channel, isEnabled: false, hasSecret: false }
  })
}
