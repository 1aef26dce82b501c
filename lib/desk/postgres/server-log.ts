import {
  closeSync,
  existsSync,
  fstatSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
} from 'node:fs'

export type ServerLog = {
  /** To hand to the server as its output. */
  readonly file: number
  /** What was written since the log was opened. */
  newText(): string
  /** Closes our copy of `file`; the server keeps its own. */
  closeOurs(): void
}

const LOG_BYTES_MAX = 10_000_000
const OWNER_ONLY = 0o600

/** Opens the log for appending; one that has grown past its limit is first set aside as `<path>.1`. */
export function openServerLog(path: string): ServerLog {
  if (existsSync(path) && statSync(path).size > LOG_BYTES_MAX) renameSync(path, `${path}.1`)
  const file = openSync(path, 'a', OWNER_ONLY)
  const offset = fstatSync(file).size
  return {
    file,
    newText: () => readFileSync(path).subarray(offset).toString('utf8'),
    closeOurs: () => closeSync(file),
  }
}
