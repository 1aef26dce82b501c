import type { MetricFamily } from '#ports/meter.ts'
import type { Tx } from './transaction.ts'

/** A process that has not told its metrics for so long is gone. */
export const METRICS_KEPT_SECONDS = 60

export type ProcessIdentity = { readonly process: string; readonly instance: string }

/** Leaves what a process measured, in the place of what it left before, and forgets processes that are gone. */
export async function writeProcessMetrics(
  tx: Tx,
  { process, instance, families }: ProcessIdentity & { readonly families: readonly MetricFamily[] },
): Promise<void> {
  await tx.query({
    name: 'write-process-metrics',
    text: `WITH gone AS (DELETE FROM process_metrics
        WHERE at < tb_now() - interval '${METRICS_KEPT_SECONDS} seconds' AND (process, instance) <> ($1, $2))
      INSERT INTO process_metrics (process, instance, at, metrics) VALUES ($1, $2, tb_now(), $3)
      ON CONFLICT (process, instance) DO UPDATE SET at = excluded.at, metrics = excluded.metrics`,
    values: [process, instance, JSON.stringify(families)],
  })
}

/** What every process that lives has measured. */
export async function readProcessMetrics(tx: Tx): Promise<MetricFamily[]> {
  const rows = await tx.query<{ metrics: readonly MetricFamily[] }>({
    name: 'read-process-metrics',
    text: `SELECT metrics FROM process_metrics
      WHERE at >= tb_now() - interval '${METRICS_KEPT_SECONDS} seconds' ORDER BY process, instance`,
  })
  return rows.flatMap(({ metrics }) => metrics)
}
