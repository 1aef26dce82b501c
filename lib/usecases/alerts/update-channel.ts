import type * as api from '#api/alerts.ts'
import type { AlertChannelView } from '#api/codecs/alert.ts'
import type { HandlerInput } from '#api/endpoint.ts'
import { type KeptChannel, upsertChannel } from '#store/alert-channels.ts'
import type { Context } from '#usecases/context.ts'
import { channelOf } from './channel-of.ts'

/** Changes what a channel is told and when. Safe to repeat. */
export function updateAlertChannel(
  ctx: Pick<Context, 'db' | 'effect' | 'clock' | 'actor'>,
  { channelId, ...changes }: HandlerInput<typeof api.updateAlertChannel>,
): Promise<AlertChannelView> {
  const { organizationId } = ctx.db.scope
  const audit = () => ({
    action: 'alert.update-channel',
    targetKind: 'alertChannel',
    targetId: channelId,
    data: changes,
  })
  return ctx.effect({ audit }, async (tx) => {
    const before = await channelOf(tx, { id: channelId, actor: ctx.actor })
    const channel: KeptChannel = {
      ...before,
      name: changes.name ?? before.name,
      isEnabled: changes.isEnabled ?? before.isEnabled,
      severityMin: changes.severityMin ?? before.severityMin,
      quiet: changes.quiet === undefined ? before.quiet : changes.quiet,
      timeZone: changes.timeZone ?? before.timeZone,
      digestMinutes: changes.digestMinutes ?? before.digestMinutes,
    }
    await upsertChannel(tx, { channel, organizationId, now: ctx.clock.now() })
    return channel
  })
}
