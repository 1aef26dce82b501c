import { AppError } from '#api/app-error.ts'
import type { CHANNEL_OWNERS } from '#api/codecs/alert.ts'
import { type KeptChannel, readChannelLocked } from '#store/alert-channels.ts'
import type { Tx } from '#store/transaction.ts'
import type { Actor } from '#usecases/context.ts'
import { notFound } from '#usecases/require-visible.ts'

/** Throws FORBIDDEN where the person may not have such a channel: alerts are the firm's, its channels its administrators'. */
export function requireMayOwn(actor: Actor, owner: (typeof CHANNEL_OWNERS)[number]): void {
  if (actor.clientId !== null) {
    throw new AppError('FORBIDDEN', { public: 'Alerts are told to people of the whole firm.' })
  }
  if (owner === 'firm' && actor.role !== 'ADMIN') {
    throw new AppError('FORBIDDEN', { public: 'Only an administrator keeps the firm’s channels.' })
  }
}

/** The channel, held until the transaction ends; another person's is not there. */
export async function channelOf(
  tx: Tx,
  { id, actor }: { readonly id: string; readonly actor: Actor },
): Promise<KeptChannel> {
  const channel = await readChannelLocked(tx, id)
  if (channel === null || (channel.userId !== null && channel.userId !== actor.id)) throw notFound()
  requireMayOwn(actor, channel.owner)
  return channel
}
