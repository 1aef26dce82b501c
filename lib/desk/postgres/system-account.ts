import { execFileSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

export type SystemAccount = { readonly name: string; readonly uid: number; readonly gid: number }

/** Both exist only to own nothing of value; the first is there when Debian's PostgreSQL is installed. */
const CANDIDATES = ['postgres', 'nobody']

/**
 * The account that PostgreSQL must run as: null for an ordinary user (their own), another one for root,
 * because PostgreSQL refuses to run as root.
 */
export function postgresAccount(): SystemAccount | null {
  if (process.getuid?.() !== 0) return null
  for (const name of CANDIDATES) {
    const uid = numericId('-u', name)
    const gid = numericId('-g', name)
    if (uid !== null && gid !== null) return { name, uid, gid }
  }
  throw new Error(
    `PostgreSQL cannot run as root and none of the accounts ${CANDIDATES.join(', ')} exists; create one`,
  )
}

/** Whether the account may enter every folder on the way to `path` (which need not exist yet) and read it. */
export function isReachableBy(account: SystemAccount, path: string): boolean {
  const readAndEnter = existsSync(path) ? 0o5 : 0o1
  return allows(account, nearestExisting(path), readAndEnter) && canEnterParents(account, path)
}

function canEnterParents(account: SystemAccount, path: string): boolean {
  const parent = dirname(path)
  if (parent === path) return true
  return allows(account, nearestExisting(parent), 0o1) && canEnterParents(account, parent)
}

function nearestExisting(path: string): string {
  return existsSync(path) ? path : nearestExisting(dirname(path))
}

/** Compares the wanted permission bits with the owner's, the group's or everyone's, whichever applies. */
function allows(account: SystemAccount, path: string, bits: number): boolean {
  const { mode, uid, gid } = statSync(path)
  if (uid === account.uid) return ((mode >> 6) & bits) === bits
  if (gid === account.gid) return ((mode >> 3) & bits) === bits
  return (mode & bits) === bits
}

function numericId(flag: '-u' | '-g', name: string): number | null {
  try {
    return Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }))
  } catch {
    return null
  }
}
