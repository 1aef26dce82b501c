import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { afterAll, expect, test } from 'vitest'
import { backupRecipients, IDENTITY_FILE, RECIPIENT_FILE, readIdentities } from './backup-key.ts'
import { openSealed, writeSealed } from './sealed-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'truebook-sealed-'))
afterAll(() => rmSync(folder, { recursive: true }))
const path = join(folder, 'file.age')
const identity = await generateX25519Identity()
const recipient = await identityToRecipient(identity)

async function* content(text: string) {
  yield Buffer.from(text)
}

async function read(identities: readonly string[], from = path) {
  const parts: Uint8Array[] = []
  for await (const part of await openSealed(from, identities)) parts.push(part)
  return Buffer.concat(parts).toString()
}

const text = 'what a desk must not lose, '.repeat(20_000)

test('what was sealed is read with the key, and with no other', async () => {
  await writeSealed(path, content(text), [recipient])
  expect(await read([identity])).toBe(text)
  await expect(read([await generateX25519Identity()])).rejects.toThrow()
  expect(readFileSync(path).includes('lose')).toBe(false)
})

test('a changed byte or a lost end is noticed', async () => {
  await writeSealed(path, content(text), [recipient])
  const bytes = readFileSync(path)
  const changed = join(folder, 'changed.age')
  bytes[bytes.length - 20] = (bytes.at(-20) ?? 0) ^ 1
  writeFileSync(changed, bytes)
  await expect(read([identity], changed)).rejects.toThrow()
  writeFileSync(changed, readFileSync(path).subarray(0, -30))
  await expect(read([identity], changed)).rejects.toThrow()
})

test('a content that fails leaves no file behind', async () => {
  const failing = join(folder, 'failing.age')
  async function* broken() {
    yield Buffer.from('some')
    throw new Error('the disk is gone')
  }
  await expect(writeSealed(failing, broken(), [recipient])).rejects.toThrow('the disk is gone')
  expect(readdirSync(folder).filter((name) => name.startsWith('failing'))).toEqual([])
})

test('a desk seals to the recipients that were named, and to a key of its own only where none was', async () => {
  const desk = mkdtempSync(join(folder, 'desk-'))
  const own = await backupRecipients(desk)
  expect(own.isKeyHere).toBe(true)
  const [made = ''] = readIdentities(join(desk, IDENTITY_FILE))
  expect(own.recipients).toEqual([await identityToRecipient(made)])

  writeFileSync(join(desk, RECIPIENT_FILE), `# the vault's\n${recipient}\n`)
  expect(await backupRecipients(desk)).toEqual({ recipients: [recipient], isKeyHere: false })
})
