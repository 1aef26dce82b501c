import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeFileAtomically } from './write-file-atomically.ts'

/** `<folder>/first-run.json` (mode 0600): the sign-ins of the demo firm. */
export type FirstRunFile = {
  readonly url: string
  readonly users: readonly FirstRunUser[]
}

export type FirstRunUser = {
  readonly email: string
  readonly password: string
  readonly role: 'ADMIN' | 'TRADER' | 'VIEWER'
  readonly clientId: string | null
}

/** The sign-ins that the first run made; null when it made none. */
export function readFirstRunFile(folder: string): FirstRunFile | null {
  const path = join(folder, 'first-run.json')
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null
}

/** Written before the people are, so that a crash in between never leaves people whose passwords are lost. */
export function writeFirstRunFile(folder: string, content: FirstRunFile): void {
  writeFileAtomically(join(folder, 'first-run.json'), `${JSON.stringify(content, null, 2)}\n`)
}
