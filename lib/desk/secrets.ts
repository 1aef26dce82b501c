import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeFileAtomically } from './write-file-atomically.ts'

/**
 * What the desk must keep to read its own data. Losing the runner's keys means connecting every venue again.
 * All are base64url: the runner's pair is X25519 in DER (PKCS 8 and SPKI), the others are 32 random bytes.
 */
export type DeskSecrets = {
  readonly nextAuthSecret: string
  /** Signs the cursors of lists. */
  readonly cursorKey: string
  /** Web seals venue keys to the public one; only the runner can open them with the private one. */
  readonly runnerPublicKey: string
  readonly runnerPrivateKey: string
  /** Wraps venue keys at rest; the runner's alone. */
  readonly runnerEncryptionKey: string
  /** Wraps identity secrets at rest; web's alone. */
  readonly webEncryptionKey: string
  /** Seals what alert channels sign and sign in with. */
  readonly alertKey: string
}

const KEY_BYTES = 32

/** Reads `<folder>/secrets.json` (mode 0600), making what is not in it yet: all at the first start. */
export function deskSecrets(folder: string): DeskSecrets {
  const path = join(folder, 'secrets.json')
  const kept: Partial<DeskSecrets> = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {}
  const fresh = newSecrets()
  if (Object.keys(fresh).every((name) => name in kept)) return { ...fresh, ...kept }
  const secrets = { ...fresh, ...kept }
  writeFileAtomically(path, `${JSON.stringify(secrets, null, 2)}\n`)
  return secrets
}

function newSecrets(): DeskSecrets {
  const pair = generateKeyPairSync('x25519', {
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'der' },
  })
  return {
    nextAuthSecret: newKey(),
    cursorKey: newKey(),
    runnerPublicKey: pair.publicKey.toString('base64url'),
    runnerPrivateKey: pair.privateKey.toString('base64url'),
    runnerEncryptionKey: newKey(),
    webEncryptionKey: newKey(),
    alertKey: newKey(),
  }
}

function newKey(): string {
  return randomBytes(KEY_BYTES).toString('base64url')
}
