import type { FillView } from '#api/codecs/fill.ts'
import type { ReceiptLine } from '#api/codecs/receipt.ts'
import { parseInstrumentId } from '#core/market/instrument.ts'
import { type Amount, formatDecimal } from '#core/money/money.ts'
import type { FillEvidence } from '#store/read-evidence.ts'

export type MovingFill = {
  readonly fill: FillView
  readonly change: Amount
  readonly running: Amount
}

/** Fills as lines of a history, each with its postings and the venue's words. */
export function fillLines(
  moving: readonly MovingFill[],
  evidence: ReadonlyMap<string, FillEvidence>,
): ReceiptLine[] {
  return moving.map(({ fill, change, running }) => ({
    id: fill.id,
    kind: 'fill',
    label: describeFill(fill),
    at: fill.venueAt,
    recordedAt: fill.recordedAt,
    change,
    running,
    source: { kind: 'fill', fillId: fill.id },
    postings: evidence.get(fill.id)?.postings ?? [],
    venue: evidence.get(fill.id)?.venue ?? null,
  }))
}

/** `Bought 0.5 BTC at 64210.5 USDT`. */
export function describeFill(
  fill: Pick<FillView, 'instrumentId' | 'side' | 'quantity' | 'price'>,
): string {
  const { base, quote } = parseInstrumentId(fill.instrumentId)
  const verb = fill.side === 'buy' ? 'Bought' : 'Sold'
  return `${verb} ${formatDecimal(fill.quantity)} ${base} at ${formatDecimal(fill.price)} ${quote}`
}
