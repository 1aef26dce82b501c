import { beatProcess, type ProcessBeat, removeBeat } from '#store/process-heartbeats.ts'
import type { PublicContext } from '#usecases/public-context.ts'

/** Says that a process is alive and how it is. Safe to repeat. */
export function reportHeartbeat(
  { database }: Pick<PublicContext, 'database'>,
  beat: ProcessBeat,
): Promise<void> {
  return database.unscoped((tx) => beatProcess(tx, beat))
}

/** Says that a process has ended as it should. */
export function withdrawHeartbeat(
  { database }: Pick<PublicContext, 'database'>,
  beat: Pick<ProcessBeat, 'process' | 'instance'>,
): Promise<void> {
  return database.unscoped((tx) => removeBeat(tx, beat))
}
