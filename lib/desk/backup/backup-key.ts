import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { writeFileAtomically } from '../write-file-atomically.ts'

/** Beside the desk's data: whom backups are sealed to, `age1...`, a line each. Written by the operator. */
export const RECIPIENT_FILE = 'backup-recipient.txt'
/** Where no recipient was named, the desk makes a key of its own: good against a lost file, not a lost host. */
export const IDENTITY_FILE = 'backup-identity.txt'

export type BackupRecipients = {
  readonly recipients: readonly string[]
  /** The key that opens the backups lies on this machine. */
  readonly isKeyHere: boolean
}

/** Reads whom this desk's backups are sealed to, making a key (mode 0600) where nobody was named. */
export async function backupRecipients(folder: string): Promise<BackupRecipients> {
  const named = join(folder, RECIPIENT_FILE)
  if (existsSync(named)) return { recipients: readKeys(named), isKeyHere: false }
  const own = join(folder, IDENTITY_FILE)
  if (!existsSync(own)) {
    mkdirSync(folder, { recursive: true })
    writeFileAtomically(own, `${await generateX25519Identity()}\n`)
  }
  return {
    recipients: await Promise.all(readKeys(own).map((identity) => identityToRecipient(identity))),
    isKeyHere: true,
  }
}

/** The identities (`AGE-SECRET-KEY-1...`) of a file as `age-keygen` writes it, or of the desk's own. */
export function readIdentities(path: string): readonly string[] {
  if (!existsSync(path)) {
    throw new Error(`expected the file with the backups' secret key, found nothing at ${path}`)
  }
  return readKeys(path)
}

/** A key a line; `#` begins a comment. */
function readKeys(path: string): readonly string[] {
  const keys = readFileSync(path, 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
  if (keys.length === 0) throw new Error(`expected at least one key in ${path}, found none`)
  return keys
}
