import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { openKeyVault } from './open-key-vault.ts'
import { openSealer } from './seal.ts'

function aRunner() {
  const pair = generateKeyPairSync('x25519', {
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'der' },
  })
  const privateKey = pair.privateKey.toString('base64url')
  const encryptionKey = randomBytes(32).toString('base64url')
  return {
    sealer: openSealer(pair.publicKey.toString('base64url')),
    vault: openKeyVault({ privateKey, encryptionKey }),
  }
}

const { sealer, vault } = aRunner()
const secret = { apiKey: 'canary-key', apiSecret: 'canary-secret ✓', passphrase: null }
const binding = { organizationId: 'firm', keyId: 'row' }

test('what web seals only the runner opens', () => {
  const sealed = sealer.seal(secret, binding)
  expect(vault.open(sealed, binding)).toEqual(secret)
  expect(() => aRunner().vault.open(sealed, binding)).toThrow()
})

test('what the runner wraps only a runner with the same key unwraps', () => {
  const wrapped = vault.wrap(secret, binding)
  expect(vault.unwrap(wrapped, binding)).toEqual(secret)
  expect(() => aRunner().vault.unwrap(wrapped, binding)).toThrow('key-encryption key')
})

test('no ciphertext shows the secret, and no two of the same secret are alike', () => {
  const texts = [
    sealer.seal(secret, binding),
    sealer.seal(secret, binding),
    vault.wrap(secret, binding),
    vault.wrap(secret, binding),
  ].map((bytes) => bytes.toString('latin1'))
  expect(texts.some((text) => text.includes('canary'))).toBe(false)
  expect(new Set(texts).size).toBe(4)
})

test.each([
  ['another row', { ...binding, keyId: 'other' }],
  ['another firm', { ...binding, organizationId: 'other' }],
])('a ciphertext moved to %s opens no more', (_where, elsewhere) => {
  expect(() => vault.open(sealer.seal(secret, binding), elsewhere)).toThrow()
  expect(() => vault.unwrap(vault.wrap(secret, binding), elsewhere)).toThrow()
})

test('any changed byte is noticed', () => {
  for (const bytes of [sealer.seal(secret, binding), vault.wrap(secret, binding)]) {
    for (let i = 0; i < bytes.length; i++) {
      const changed = Buffer.from(bytes)
      changed[i] = (changed[i] ?? 0) ^ 1
      expect(() => vault.open(changed, binding)).toThrow()
      expect(() => vault.unwrap(changed, binding)).toThrow()
    }
  }
})
