import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs'

const OWNER_ONLY = 0o600

/** Replaces the file whole or not at all, readable by its owner only. On disk when it returns. */
export function writeFileAtomically(path: string, content: string): void {
  const unfinished = `${path}.${process.pid}`
  const file = openSync(unfinished, 'w', OWNER_ONLY)
  try {
    writeSync(file, content)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(unfinished, path)
}
