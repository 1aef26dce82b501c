import type { UnixMs } from '#core/time/time.ts'
import type { Tx } from './transaction.ts'

export type ProcessBeat = {
  readonly process: string
  /** Unique among the processes of this kind that ever ran. */
  readonly instance: string
  readonly startedAt: UnixMs
  readonly detail: Readonly<Record<string, unknown>>
}

/** Says that a process is alive, by the database's clock. */
export async function beatProcess(tx: Tx, beat: ProcessBeat): Promise<void> {
  await tx.query({
    name: 'beat-process',
    text: `INSERT INTO process_heartbeat (process, instance, started_at, beat_at, detail)
           VALUES ($1, $2, to_timestamp($3::float8 / 1000), tb_now(), $4)
           ON CONFLICT (process, instance) DO UPDATE SET beat_at = excluded.beat_at, detail = excluded.detail`,
    values: [beat.process, beat.instance, beat.startedAt, JSON.stringify(beat.detail)],
  })
}

/** Takes back the sign of life of a process that ends. */
export async function removeBeat(
  tx: Tx,
  { process, instance }: Pick<ProcessBeat, 'process' | 'instance'>,
): Promise<void> {
  await tx.query({
    name: 'remove-beat',
    text: 'DELETE FROM process_heartbeat WHERE process = $1 AND instance = $2',
    values: [process, instance],
  })
}
