import {
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
} from 'node:fs'
import { dirname } from 'node:path'

export type ProcessLog = {
  readonly path: string
  /** To hand to a child process as its output. */
  readonly file: number
  /** What was written since the log was opened. */
  newText(): string
  /** Closes our copy of `file`; the child keeps its own. */
  closeOurs(): void
}

export const LOG_BYTES_MAX = 10_000_000
const OWNER_ONLY = 0o600

/**
 * Opens a log file for the output of a child process, which goes on writing to it when we are gone. One that
 * has grown past its limit is first set aside as `<path>.1`.
 */
export function openProcessLog(path: string): ProcessLog {
  mkdirSync(dirname(path), { recursive: true })
  if (existsSync(path) && statSync(path).size > LOG_BYTES_MAX) renameSync(path, `${path}.1`)
  const file = openSync(path, 'a', OWNER_ONLY)
  const offset = fstatSync(file).size
  return {
    path,
    file,
    newText: () => readFileSync(path).subarray(offset).toString('utf8'),
    closeOurs: () => closeSync(file),
  }
}
