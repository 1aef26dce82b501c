import { isLateFill, positionFromFills } from '#core/portfolio/apply-fill.ts'
import type { Position } from '#core/portfolio/position.ts'
import type { UnixMs } from '#core/time/time.ts'
import type { Whose } from '#store/is-visible.ts'
import type { OwnedPosition } from '#store/read-positions.ts'
import { type PositionRun, readOpeners, readPositionRuns } from '#store/read-positions-at.ts'
import type { Tx } from '#store/transaction.ts'

/** Every position that had been opened by `at`, folded from the fills that were recorded until then. */
export async function positionsAt(
  tx: Tx,
  whose: Whose & { readonly at: UnixMs },
): Promise<OwnedPosition[]> {
  const runs = await readPositionRuns(tx, whose)
  const known = runs.flatMap((run) => {
    const position = foldRun(run)
    return position === null ? [] : [{ run, position }]
  })
  const openerOf = await readOpeners(tx, {
    opened: known.flatMap(({ position: { bookId, instrumentId, openedAt } }) =>
      openedAt === null ? [] : [{ bookId, instrumentId, openedAt }],
    ),
    at: whose.at,
  })
  return known.map(({ run, position }) => ({
    accountId: run.accountId,
    clientId: run.clientId,
    venueId: run.instrument.venueId,
    quoteAsset: run.instrument.quote,
    position,
    openedBy: openerOf(position),
  }))
}

/** The position after the run's fills; null before the first. */
function foldRun({ bookId, instrument, snapshot, fills }: PositionRun): Position | null {
  const later = fills.filter((fill) => snapshot === null || !isLateFill(snapshot, fill))
  if (snapshot === null && later.length === 0) return null
  return positionFromFills({
    bookId,
    instrument,
    fills: later,
    ...(snapshot === null ? {} : { snapshot }),
  })
}
