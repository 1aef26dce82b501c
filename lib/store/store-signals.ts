import { type FoundSignal, SIGNALS_TOLD_MAX } from '#core/signals/market-scan.ts'
import type { Signal } from '#core/signals/signal.ts'
import type { Tx } from './transaction.ts'

/** What is kept of each dataset: the newest. */
export const SIGNALS_KEPT = SIGNALS_TOLD_MAX

/** Stores signals. One that was told stays as it was told. Safe to repeat. */
export async function storeSignals(
  tx: Tx,
  { datasetId, signals }: { readonly datasetId: number; readonly signals: readonly FoundSignal[] },
): Promise<void> {
  if (signals.length === 0) return
  const column = <Value>(read: (signal: Signal) => Value) =>
    signals.map(({ signal }) => read(signal))
  await tx.query({
    name: 'store-signals',
    text: `INSERT INTO signal (dataset_id, timeframe, at, pattern, direction, score, reasons, entry, stop, target)
      SELECT $1, s.timeframe, to_timestamp(s.at / 1000), s.pattern, s.direction, s.score, s.reasons, s.entry, s.stop,
        s.target
      FROM unnest($2::text[], $3::float8[], $4::text[], $5::int2[], $6::float8[], $7::jsonb[], $8::float8[],
          $9::float8[], $10::float8[])
        AS s (timeframe, at, pattern, direction, score, reasons, entry, stop, target)
      ORDER BY s.timeframe, s.at, s.pattern, s.direction, s.entry, s.stop
      ON CONFLICT DO NOTHING`,
    values: [
      datasetId,
      signals.map(({ timeframe }) => timeframe),
      column(({ at }) => at),
      column(({ pattern }) => pattern),
      column(({ direction }) => direction),
      column(({ score }) => score),
      column(({ reasons }) => JSON.stringify(reasons)),
      column(({ entry }) => entry),
      column(({ stop }) => stop),
      column(({ target }) => target),
    ],
  })
  await dropOldSignals(tx, datasetId)
}

async function dropOldSignals(tx: Tx, datasetId: number): Promise<void> {
  await tx.query({
    name: 'drop-old-signals',
    text: `DELETE FROM signal s USING (SELECT at, id FROM signal WHERE dataset_id = $1
        ORDER BY at DESC, id DESC OFFSET ${SIGNALS_KEPT - 1} LIMIT 1) last
      WHERE s.dataset_id = $1 AND (s.at, s.id) < (last.at, last.id)`,
    values: [datasetId],
  })
}
