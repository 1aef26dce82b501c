import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

export type FileLock = { release(): void; [Symbol.dispose](): void }

/**
 * Takes a lock that the operating system gives up when this process ends, however it ends; null when another
 * process still holds it after `waitMs`. Blocks the event loop while it waits.
 *
 * Node has no flock; SQLite takes the same kind of kernel lock on the file it opens, so an empty SQLite
 * database serves as the lock file and no stale lock can ever be left behind.
 */
export function takeFileLock(path: string, { waitMs }: { waitMs: number }): FileLock | null {
  mkdirSync(dirname(path), { recursive: true })
  const database = new DatabaseSync(path)
  const release = () => database.isOpen && database.close()
  try {
    database.exec(`PRAGMA busy_timeout = ${waitMs}; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE`)
  } catch (error) {
    release()
    if (isBusy(error)) return null
    throw error
  }
  return { release, [Symbol.dispose]: release }
}

const SQLITE_BUSY = 5

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY
}
