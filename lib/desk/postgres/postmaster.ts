import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'

export type RunningPostmaster = { readonly pid: number; readonly port: number }

const PROBE_MS_MAX = 2_000
const PID_LINE = 0
const PORT_LINE = 3

/** What `postmaster.pid` in the data folder claims; null when there is none or it is still being written. */
export function claimedPostmaster(dataFolder: string): RunningPostmaster | null {
  const lines = readOrNull(join(dataFolder, 'postmaster.pid'))?.split('\n')
  const pid = Number(lines?.[PID_LINE])
  const port = Number(lines?.[PORT_LINE])
  return pid > 0 && port > 0 ? { pid, port } : null
}

/**
 * The server that already runs on this data folder, left behind by a supervisor that was killed. It is asked
 * which folder it serves, because after a reboot its process id and port may belong to somebody else.
 */
export async function findRunningPostmaster(
  dataFolder: string,
  urlOf: (port: number) => string,
): Promise<RunningPostmaster | null> {
  const claimed = claimedPostmaster(dataFolder)
  if (claimed === null || !isAlive(claimed.pid)) return null
  const probe = new pg.Client({
    connectionString: urlOf(claimed.port),
    connectionTimeoutMillis: PROBE_MS_MAX,
  })
  try {
    await probe.connect()
    const answer = await probe.query<{ data_directory: string }>('SHOW data_directory')
    return answer.rows[0]?.data_directory === dataFolder ? claimed : null
  } catch {
    return null
  } finally {
    await probe.end().catch(() => undefined)
  }
}

/** Whether the process runs. A zombie (ended, not yet collected by its parent) does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
  const status = readOrNull(`/proc/${pid}/status`)
  return status === null ? process.platform !== 'linux' : !/^State:\s+Z/m.test(status)
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}
