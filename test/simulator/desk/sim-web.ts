import { AppError } from '#api/app-error.ts'
import { assert } from '#core/assert.ts'
import type { OrderRecord } from '#ports/order-path-store.ts'
import type { StoredAnswer } from '#store/idempotency-keys.ts'
import { type EffectParts, makeEffect, makeJointEffect } from '#usecases/make-effect.ts'
import { type Amendment, replaceOrder } from '#usecases/orders/amend-order.ts'
import { askToCancel } from '#usecases/orders/cancel-order.ts'
import { decidePlacing, type PlacingJob } from '#usecases/orders/place-orders.ts'
import { simClock } from '../kernel/sim-clock.ts'
import type { SimProcess } from '../kernel/sim-process.ts'
import { effectsDatabase, orderPathIn } from '../store/sim-effects.ts'
import type { SimOrderPath } from '../store/sim-order-path.ts'
import type { Intent } from './intents.ts'
import type { SimHouse } from './sim-house.ts'

/** The process that takes requests. */
export type SimWeb = { readonly process: SimProcess; readonly orderPath: SimOrderPath }

const ACTOR = { kind: 'person', id: 'a-trader', role: 'TRADER', clientId: null } as const
const CREATED = 201

/** What a key was answered with before; null while that request is still under way. */
class KeyTaken extends Error {
  readonly stored: StoredAnswer | null

  constructor(stored: StoredAnswer | null) {
    super('the key of this request is taken')
    this.stored = stored
  }
}

/** Places an order through the real decision, in one transaction with its audit row and its answer. */
export async function placeFor(house: SimHouse, web: SimWeb, intent: Intent): Promise<string> {
  const { accountId } = house.account
  const parts = { ...partsOf(house, web, `intent-${intent.index}`), ...keyOf(house, intent) }
  const job = { requestId: parts.requestId, wishes: [intent.order] }
  try {
    const orders = await makeJointEffect(parts)<PlacingJob, readonly OrderRecord[]>(
      {
        name: 'place-orders',
        ...{ accountId, weight: 1 },
        audit: () => ({
          action: 'order.place',
          ...{ targetKind: 'account', targetId: accountId, data: {} },
        }),
        work: (tx, jobs) => decidePlacing(parts, orderPathIn(tx), jobs),
      },
      job,
    )
    return orderIdOf(orders)
  } catch (error) {
    const stored = error instanceof KeyTaken ? error.stored : null
    if (stored?.state !== 'DONE' || stored.body === null) throw error
    return stored.body
  }
}

/** Asks for a cancel through the real use case's part, audited. */
export async function cancelFor(house: SimHouse, web: SimWeb, orderId: string): Promise<void> {
  const parts = partsOf(house, web, `cancel-${orderId}`)
  const { accountId } = house.account
  const audit = () => ({
    action: 'order.cancel',
    ...{ targetKind: 'order', targetId: orderId, data: {} },
  })
  await makeEffect(parts)({ accountId, audit }, async (tx) => {
    const facts = await orderPathIn(tx).readOrder({ orderId })
    assert(facts?.order, 'an order that was placed is there')
    const { account, order } = facts
    await askToCancel(parts, orderPathIn(tx), { account, orders: [order] })
  })
}

/** Asks for an order to be replaced by one of another size, audited. One that is over stays as it is. */
export async function amendFor(
  house: SimHouse,
  web: SimWeb,
  { orderId, quantity }: Amendment,
): Promise<string | null> {
  const parts = partsOf(house, web, `amend-${orderId}`)
  const { accountId } = house.account
  const audit = () => ({
    action: 'order.amend',
    ...{ targetKind: 'order', targetId: orderId, data: {} },
  })
  const origin = { kind: 'person', id: ACTOR.id, signalId: null } as const
  try {
    const { id } = await makeEffect(parts)({ accountId, audit }, (tx) =>
      replaceOrder(parts, orderPathIn(tx), { orderId, quantity, origin }),
    )
    return id
  } catch (error) {
    if (error instanceof AppError && error.code === 'NOT_POSSIBLE_NOW') return null
    throw error
  }
}

function partsOf(
  { world, database, account }: SimHouse,
  { process, orderPath }: SimWeb,
  requestId: string,
): EffectParts {
  const db = effectsDatabase(database, orderPath, account.organizationId)
  return { db, clock: simClock(world, process), dice: world.dice, actor: ACTOR, requestId }
}

/** A request without a signal carries a key; one with a signal may be asked again as it is. */
function keyOf(
  { account, world }: SimHouse,
  { index, order }: Intent,
): Pick<EffectParts, 'idempotency'> {
  if (order.origin.signalId !== null) return {}
  const { organizationId } = account
  const key = { organizationId, actorId: ACTOR.id, route: 'place-orders', key: `key-${index}` }
  return {
    idempotency: {
      key: { ...key, fingerprint: `intent-${index}`, now: simClock(world, WITNESS).now() },
      whenTaken: (stored) => new KeyTaken(stored),
      answerOf: (result) => ({
        status: CREATED,
        body: orderIdOf(result as readonly OrderRecord[]),
      }),
    },
  }
}

function orderIdOf([order]: readonly OrderRecord[]): string {
  assert(order !== undefined, 'an intent makes an order')
  return order.id
}

/** For times that no process needs to agree on. */
const WITNESS: SimProcess = {
  ...{ name: 'witness', isAlive: true, frozenUntil: 0, wallOffsetMs: 0 },
  onDeath: [],
}
