import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Cron } from 'croner'
import { runTool } from '../run-tool.ts'
import { BACKUP_FOLDER } from './back-up-desk.ts'
import { listBackups, walFolderOf } from './backup-files.ts'
import { backupRecipients } from './backup-key.ts'
import { sealWal } from './wal-archive.ts'

/** When nobody trades much, in UTC. */
export const NIGHTLY_AT = '15 2 * * *'
/** One that was missed is taken so soon after the start. */
const CATCH_UP_AFTER_MS = 10 * 60_000
const OVERDUE_MS = 26 * 3_600_000
/** What was handed over lies unsealed, and on one disk, for no longer. */
export const SEAL_EVERY_MS = 10_000

export type BackupRounds = {
  start(): void
  /** Ends the rounds, and a backup that is being taken. */
  stop(): Promise<void>
  /** Seals what the server handed over as it stopped. */
  sealRest(): Promise<void>
}

/**
 * Keeps a running desk backed up: seals its log as it is handed over, and once a night takes a backup and restores
 * it, in a process of its own. What fails is said, written down and tried again; it never stops the desk.
 */
export function backupRounds({
  root,
  folder,
  stage,
  signal,
  say,
}: {
  readonly root: string
  readonly folder: string
  /** Null where somebody else runs the server, and backs it up. */
  readonly stage: string | null
  readonly signal: AbortSignal
  say(line: string): void
}): BackupRounds {
  const to = join(folder, BACKUP_FOLDER)
  const stopping = new AbortController()
  const cancel = AbortSignal.any([signal, stopping.signal])
  const attempt = async (what: string, work: () => Promise<unknown>) => {
    try {
      await work()
    } catch (error) {
      if (cancel.aborted) return
      say(`${what} failed: ${error instanceof Error ? error.message : error}`)
    }
  }
  const seal = async () => {
    if (stage === null) return
    const { recipients } = await backupRecipients(folder)
    await sealWal({ stage, wal: walFolderOf(to), recipients })
  }
  const backUp = () => {
    const script = join(root, 'bin', 'truebook.ts')
    const parameters = ['backup', '--nightly', '--data', folder]
    return runTool({ script, parameters, cwd: root, signal: cancel })
  }
  const jobs: Cron[] = []
  let sealing: Promise<void> = Promise.resolve()
  return {
    start() {
      if (stage === null) return
      const rounds = setInterval(() => {
        sealing = sealing.then(() => attempt('sealing the log', seal))
      }, SEAL_EVERY_MS)
      cancel.addEventListener('abort', () => clearInterval(rounds), { once: true })
      const options = { protect: true, timezone: 'UTC' } as const
      jobs.push(new Cron(NIGHTLY_AT, options, () => attempt('the nightly backup', backUp)))
      if (isOverdue(to)) {
        const soon = new Date(Date.now() + CATCH_UP_AFTER_MS)
        jobs.push(new Cron(soon, options, () => attempt('the missed backup', backUp)))
      }
    },
    async stop() {
      stopping.abort()
      for (const job of jobs) job.stop()
      await sealing
    },
    sealRest: () => attempt('sealing the log', seal),
  }
}

/** A desk that has backups has missed one; one that never had any waits for its first night. */
function isOverdue(to: string): boolean {
  const newest = existsSync(to) ? listBackups(to).at(-1) : undefined
  return newest !== undefined && Date.now() - newest.takenAt.getTime() > OVERDUE_MS
}
