import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const OPEN_TO_ALL = 0o755

/** A place for a desk's data folder that is gone when this process ends. */
export function freshFolder(): string {
  const parent = mkdtempSync(join(tmpdir(), 'truebook-e2e-'))
  chmodSync(parent, OPEN_TO_ALL) // so that the desk's PostgreSQL can stay inside, whatever its account
  process.once('exit', () => rmSync(parent, { recursive: true, force: true }))
  return join(parent, 'desk')
}
