import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)
const KIB = 1_024

/** Something whose memory is watched. */
export type MemoryMeter = {
  readonly name: string
  /** What it holds now; null while that cannot be told. */
  bytes(): Promise<number | null>
  /** Which process it is, if it is one. */
  pid(): number | undefined
}

/** The resident memory of a process. */
export function processMeter(name: string, pid: () => number | undefined): MemoryMeter {
  return { name, pid, bytes: () => residentBytes(pid()) }
}

async function residentBytes(pid: number | undefined): Promise<number | null> {
  if (pid === undefined) return null
  const { stdout } = await run('ps', ['-o', 'rss=', '-p', String(pid)]).catch(() => ({
    stdout: '',
  }))
  return Number(stdout) > 0 ? Number(stdout) * KIB : null
}
