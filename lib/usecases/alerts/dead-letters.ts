import type * as api from '#api/alerts.ts'
import type { AlertDeliveryView } from '#api/codecs/alert.ts'
import type { HandlerInput, HandlerResult } from '#api/endpoint.ts'
import { readDeadDeliveries, reviveDelivery } from '#store/alert-deliveries.ts'
import type { Context } from '#usecases/context.ts'
import { notFound } from '#usecases/require-visible.ts'

/** The newest messages that did not arrive. */
export function listDeadDeliveries(
  ctx: Pick<Context, 'db'>,
): Promise<HandlerResult<typeof api.listDeadDeliveries>> {
  return ctx.db.read(async (tx) => ({ items: await readDeadDeliveries(tx), nextCursor: null }))
}

/** Sends a dead message again. Safe to repeat: one that is on its way or has arrived is left alone. */
export function redeliver(
  ctx: Pick<Context, 'effect' | 'clock'>,
  { deliveryId }: HandlerInput<typeof api.redeliver>,
): Promise<AlertDeliveryView> {
  const audit = () => ({
    action: 'alert.redeliver',
    targetKind: 'alertDelivery',
    targetId: deliveryId,
    data: {},
  })
  return ctx.effect({ audit }, async (tx) => {
    const delivery = await reviveDelivery(tx, { id: deliveryId, now: ctx.clock.now() })
    if (delivery === null) throw notFound()
    return delivery
  })
}
