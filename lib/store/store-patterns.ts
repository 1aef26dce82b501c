import { type Pattern, patternState } from '#core/patterns/pattern.ts'
import {
  type FoundOutcome,
  type FoundPattern,
  PATTERNS_TOLD_MAX,
} from '#core/signals/market-scan.ts'
import type { Tx } from './transaction.ts'

/** So many of each dataset and timeframe are kept, the newest by confirmation: all that still live are among them. */
export const PATTERNS_KEPT = PATTERNS_TOLD_MAX
/** Rows of one statement: far from the statement's time limit. */
const ROWS_PER_UPSERT = 5_000

/** Stores patterns as they stand; one that is there has its life brought up to date. Safe to repeat. */
export async function storePatterns(
  tx: Tx,
  {
    datasetId,
    patterns,
  }: { readonly datasetId: number; readonly patterns: readonly FoundPattern[] },
): Promise<void> {
  if (patterns.length === 0) return
  for (let from = 0; from < patterns.length; from += ROWS_PER_UPSERT) {
    await upsertPatterns(tx, datasetId, patterns.slice(from, from + ROWS_PER_UPSERT))
  }
  for (const timeframe of new Set(patterns.map((found) => found.timeframe))) {
    await dropOldPatterns(tx, datasetId, timeframe)
  }
}

/** Numbers travel as columns; the key is in the order of its index, so that two who write at once wait in one order. */
async function upsertPatterns(
  tx: Tx,
  datasetId: number,
  found: readonly FoundPattern[],
): Promise<void> {
  const column = <Value>(read: (pattern: Pattern) => Value) =>
    found.map(({ pattern }) => read(pattern))
  await tx.query({
    name: 'upsert-patterns',
    text: `INSERT INTO pattern (dataset_id, timeframe, kind, direction, formed_at, confirmed_at, touched_at,
        mitigated_at, invalidated_at, expired_at, state, top, bottom, level, entry, stop, target)
      SELECT $1, p.timeframe, p.kind, p.direction, to_timestamp(p.formed / 1000), to_timestamp(p.confirmed / 1000),
        to_timestamp(p.touched / 1000), to_timestamp(p.mitigated / 1000), to_timestamp(p.invalidated / 1000),
        to_timestamp(p.expired / 1000), p.state, p.top, p.bottom, p.level, p.entry, p.stop, p.target
      FROM unnest($2::text[], $3::text[], $4::int2[], $5::float8[], $6::float8[], $7::float8[], $8::float8[],
          $9::float8[], $10::float8[], $11::text[], $12::float8[], $13::float8[], $14::float8[], $15::float8[],
          $16::float8[], $17::float8[])
        AS p (timeframe, kind, direction, formed, confirmed, touched, mitigated, invalidated, expired, state, top,
          bottom, level, entry, stop, target)
      ORDER BY p.timeframe, p.kind, p.direction, p.formed, p.top, p.bottom
      ON CONFLICT (dataset_id, timeframe, kind, direction, formed_at, top, bottom) DO UPDATE SET
        touched_at = excluded.touched_at, mitigated_at = excluded.mitigated_at,
        invalidated_at = excluded.invalidated_at, expired_at = excluded.expired_at, state = excluded.state`,
    values: [
      datasetId,
      found.map(({ timeframe }) => timeframe),
      column(({ kind }) => kind),
      column(({ direction }) => direction),
      column(({ formedAt }) => formedAt),
      column(({ confirmedAt }) => confirmedAt),
      column(({ touchedAt }) => touchedAt),
      column(({ mitigatedAt }) => mitigatedAt),
      column(({ invalidatedAt }) => invalidatedAt),
      column(({ expiredAt }) => expiredAt),
      column(patternState),
      column(({ top }) => top),
      column(({ bottom }) => bottom),
      column(({ level }) => level),
      column(({ entry }) => entry),
      column(({ stop }) => stop),
      column(({ target }) => target),
    ],
  })
}

/** One timeframe at a time: each is a walk along one index, which a join of them all would not be. */
async function dropOldPatterns(tx: Tx, datasetId: number, timeframe: string): Promise<void> {
  await tx.query({
    name: 'drop-old-patterns',
    text: `DELETE FROM pattern WHERE dataset_id = $1 AND timeframe = $2 AND confirmed_at < (
      SELECT confirmed_at FROM pattern WHERE dataset_id = $1 AND timeframe = $2
        ORDER BY confirmed_at DESC, id DESC OFFSET ${PATTERNS_KEPT - 1} LIMIT 1)`,
    values: [datasetId, timeframe],
  })
}

/** Forgets a dataset's patterns, which are about to be found anew. */
export async function dropPatterns(tx: Tx, datasetId: number): Promise<void> {
  await tx.query({ text: 'DELETE FROM pattern WHERE dataset_id = $1', values: [datasetId] })
  await tx.query({ text: 'DELETE FROM pattern_outcome WHERE dataset_id = $1', values: [datasetId] })
}

/** Replaces the counts; those that are as they were are not written. */
export async function storeOutcomes(
  tx: Tx,
  {
    datasetId,
    outcomes,
  }: { readonly datasetId: number; readonly outcomes: readonly FoundOutcome[] },
): Promise<void> {
  if (outcomes.length === 0) return
  await tx.query({
    name: 'store-outcomes',
    text: `INSERT INTO pattern_outcome (dataset_id, timeframe, kind, hits, count)
      SELECT $1, o.timeframe, o.kind, o.hits, o.count
        FROM unnest($2::text[], $3::text[], $4::int[], $5::int[]) AS o (timeframe, kind, hits, count)
        ORDER BY o.timeframe, o.kind
      ON CONFLICT (dataset_id, timeframe, kind) DO UPDATE SET hits = excluded.hits, count = excluded.count
        WHERE pattern_outcome.count <> excluded.count`,
    values: [
      datasetId,
      outcomes.map(({ timeframe }) => timeframe),
      outcomes.map(({ kind }) => kind),
      outcomes.map(({ hits }) => hits),
      outcomes.map(({ count }) => count),
    ],
  })
}
