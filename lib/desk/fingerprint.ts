import { createHash, type Hash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

const IS_TEST = /\.test\.tsx?$/

/** A hash of the names and contents of these files and folders (tests left out); absent ones count as empty. */
export function fingerprintOf(root: string, paths: readonly string[]): string {
  const hash = createHash('sha256')
  for (const path of paths) addPath(hash, root, path)
  return hash.digest('hex')
}

function addPath(hash: Hash, root: string, path: string): void {
  const absolute = join(root, path)
  if (!existsSync(absolute) || IS_TEST.test(path)) return
  if (statSync(absolute).isDirectory()) {
    for (const name of readdirSync(absolute).sort()) addPath(hash, root, join(path, name))
    return
  }
  hash.update(path).update('\0').update(readFileSync(absolute)).update('\0')
}

/** Whether `stampFile` says that its work was done for this fingerprint. */
export function isFresh(stampFile: string, fingerprint: string): boolean {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === fingerprint
}
