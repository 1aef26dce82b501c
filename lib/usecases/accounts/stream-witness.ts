import type { ReplayedFill } from '#core/ledger/find-breaks.ts'
import type { VenueAccountListener, VenueFill } from '#ports/venue.ts'

/** So many of the newest fills are remembered. */
export const FILLS_REMEMBERED_MAX = 10_000

/** Notices when a venue's stream tells of the same fill twice. Booking it twice is prevented elsewhere. */
export type StreamWitness = {
  /** Passes everything on, unchanged. */
  listening(listener: VenueAccountListener): VenueAccountListener
  /** Whether the stream has told of this fill, however late it is booked. */
  hasTold(fill: FillName): boolean
  /** What was told twice since the last call. */
  takeReplayed(): readonly ReplayedFill[]
}

type FillName = Pick<VenueFill, 'instrumentId' | 'venueTradeId' | 'venueOrderId'>

export function openStreamWitness(): StreamWitness {
  const told = new Set<string>()
  let replayed: ReplayedFill[] = []
  const note = (fill: VenueFill) => {
    const key = keyOf(fill)
    if (told.has(key)) replayed.push(fill)
    told.add(key)
    const [oldest] = told
    if (told.size > FILLS_REMEMBERED_MAX && oldest !== undefined) told.delete(oldest)
  }
  return {
    listening: (listener) => ({
      onOrder: (order) => listener.onOrder(order),
      onBalanceChanged: () => listener.onBalanceChanged(),
      onGap: () => listener.onGap(),
      onLost: () => listener.onLost?.(),
      onFill: (fill) => {
        note(fill)
        listener.onFill(fill)
      },
    }),
    hasTold: (fill) => told.has(keyOf(fill)),
    takeReplayed: () => {
      const taken = replayed
      replayed = []
      return taken
    },
  }
}

function keyOf({ instrumentId, venueTradeId, venueOrderId }: FillName): string {
  return `${instrumentId} ${venueTradeId} ${venueOrderId}`
}
