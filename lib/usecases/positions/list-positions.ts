import type { PositionView } from '#api/codecs/portfolio.ts'
import type { HandlerInput, HandlerResult } from '#api/endpoint.ts'
import type * as api from '#api/portfolio.ts'
import { add, isZero, zeroAmount } from '#core/money/money.ts'
import { averagePrice, unrealizedPnl } from '#core/portfolio/position.ts'
import type { OwnedPosition } from '#store/read-positions.ts'
import { momentOf } from '#usecases/as-of/moment.ts'
import type { Context } from '#usecases/context.ts'
import { requireVisible } from '#usecases/require-visible.ts'
import type { Valuer } from '#usecases/valuation/open-valuer.ts'

/**
 * Positions at the newest marks, or as they were known at the moment asked for at its marks, flat ones with their
 * realised profit too. A position without a mark has no
 * value and no unrealised profit, and says why. NOT_FOUND for whom the caller may not see.
 */
export async function listPositions(
  ctx: Pick<Context, 'db' | 'clock'>,
  input: HandlerInput<typeof api.listPositions>,
): Promise<HandlerResult<typeof api.listPositions>> {
  const items = await ctx.db.read(async (tx) => {
    await requireVisible(tx, input)
    const moment = momentOf(tx, ctx.clock, input.asOf)
    const valuer = await moment.valuer()
    const owned = await moment.positions(input)
    return owned.map((one) => positionAt(one, valuer))
  })
  return { items, nextCursor: null }
}

/** A position as everyone sees it, in its instrument's quote asset. */
export function positionAt(
  { accountId, clientId, position, openedBy }: OwnedPosition,
  valuer: Valuer,
) {
  const { lastTradeId: _own, ...shown } = position
  return {
    accountId,
    clientId,
    ...shown,
    openedBy,
    averagePrice: averagePrice(position),
    ...worthOf(position, valuer),
  } satisfies PositionView
}

/** What is flat is worth nothing whether there is a mark or not. */
const NOTHING = { kind: 'valued', amount: zeroAmount, isStale: false } as const

/** Its mark, and what it is worth and would earn at it. */
export function worthOf(
  position: OwnedPosition['position'],
  valuer: Valuer,
): Pick<PositionView, 'mark' | 'value' | 'unrealizedPnl'> {
  const mark = valuer.markOf(position.instrumentId)
  if (isZero(position.quantity)) return { mark, value: NOTHING, unrealizedPnl: NOTHING }
  if (mark.kind === 'unmarked') {
    const unvalued = { kind: 'unvalued', reason: mark.reason } as const
    return { mark, value: unvalued, unrealizedPnl: unvalued }
  }
  const unrealized = unrealizedPnl(position, mark.price)
  const { isStale } = mark
  return {
    mark,
    value: { kind: 'valued', amount: add(position.cost, unrealized), isStale },
    unrealizedPnl: { kind: 'valued', amount: unrealized, isStale },
  }
}
