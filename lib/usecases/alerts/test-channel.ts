import type * as api from '#api/alerts.ts'
import type { AlertChannelView } from '#api/codecs/alert.ts'
import type { HandlerInput } from '#api/endpoint.ts'
import { insertDelivery } from '#store/alert-deliveries.ts'
import type { Context } from '#usecases/context.ts'
import { channelOf } from './channel-of.ts'

/** Puts a test message where every message waits: that it arrives says that alerts do. */
export function testAlertChannel(
  ctx: Pick<Context, 'db' | 'effect' | 'clock' | 'dice' | 'actor'>,
  { channelId }: HandlerInput<typeof api.testAlertChannel>,
): Promise<AlertChannelView> {
  const audit = () => ({
    action: 'alert.test-channel',
    targetKind: 'alertChannel',
    targetId: channelId,
    data: {},
  })
  return ctx.effect({ audit }, async (tx) => {
    const channel = await channelOf(tx, { id: channelId, actor: ctx.actor })
    const now = ctx.clock.now()
    const id = ctx.dice.uuid()
    const subject = `channel:${channel.name}`
    await insertDelivery(tx, {
      id,
      organizationId: ctx.db.scope.organizationId,
      channelId,
      severity: 'page',
      events: [{ alertId: id, kind: 'TEST', phase: 'raised', at: now, subject, accountName: null }],
      isDigest: false,
      now,
      dueAt: now,
    })
    return channel
  })
}
