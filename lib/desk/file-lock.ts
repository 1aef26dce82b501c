import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'

export type FileLock = { release(): void; [Symbol.dispose](): void }

const RETRY_AFTER_MS = 50
const SQLITE_BUSY = 5

/**
 * Takes a lock that the operating system gives up when this process ends, however it ends; null when another
 * process still holds it after `waitMs`.
 *
 * Node has no flock; SQLite takes the same kind of kernel lock on the file it opens, so an empty SQLite
 * database serves as the lock file and no stale lock can ever be left behind.
 */
export async function takeFileLock(
  path: string,
  { waitMs }: { waitMs: number },
): Promise<FileLock | null> {
  mkdirSync(dirname(path), { recursive: true })
  for (let waitedMs = 0; ; waitedMs += RETRY_AFTER_MS) {
    const lock = tryFileLock(path)
    if (lock !== null || waitedMs >= waitMs) return lock
    await delay(RETRY_AFTER_MS)
  }
}

function tryFileLock(path: string): FileLock | null {
  const database = new DatabaseSync(path)
  const release = () => {
    if (database.isOpen) database.close()
  }
  try {
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
  } catch (error) {
    release()
    if (isBusy(error)) return null
    throw error
  }
  return { release, [Symbol.dispose]: release }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY
}
