import { archiveSettings, makeStage } from '../backup/wal-archive.ts'
import { clusterRecord } from './cluster-record.ts'
import { type EmbeddedPostgres, startPostgres } from './start-postgres.ts'
import { postgresAccount } from './system-account.ts'

export type DeskPostgres = {
  readonly server: EmbeddedPostgres
  /** As it was started with: whoever starts it again uses the same. */
  readonly settings: readonly string[]
  /** Where it hands its log over. */
  readonly stage: string
}

/**
 * The tables of a new desk are empty, and a plan made for empty tables reads all of them: soon looked at again, they
 * are planned for what is in them. Checkpoints come seldom, because what follows one is written twice.
 */
export const DESK_SETTINGS = [
  'autovacuum_naptime=10s',
  'checkpoint_timeout=15min',
  // What the desk runs is short and prepared: compiling it would cost more than it saves.
  'jit=off',
]

/**
 * Starts the server of a desk's data folder, or takes over the one that runs. Whoever starts it, it hands its log
 * over: a piece that nobody kept would end every restore there.
 */
export async function startDeskPostgres(folder: string): Promise<DeskPostgres> {
  const stage = makeStage(clusterRecord(folder, postgresAccount()).dataFolder)
  const settings = [...DESK_SETTINGS, ...archiveSettings(stage)]
  return { server: await startPostgres({ folder, settings }), settings, stage }
}
