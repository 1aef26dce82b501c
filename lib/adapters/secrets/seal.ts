import {
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
} from 'node:crypto'
import type { KeyBinding, KeySealer, VenueSecret } from '#ports/venue-keys.ts'
import { AEAD_KEY_BYTES, decrypt, encrypt } from './aead.ts'
import { boundTo, bytesOfSecret, secretOfBytes } from './key-text.ts'

/**
 * A sealed key, version 1: `0x01 | ephemeral public key (SPKI) | nonce | ciphertext | tag`. The AES key is
 * HKDF-SHA256 of the X25519 agreement between an ephemeral key, which is forgotten at once, and the runner's.
 * Whoever sealed it cannot open it again.
 */
const VERSION = 1
const INFO = Buffer.from('truebook venue key seal v1')
/** X25519 in SPKI is always this long (RFC 8410). */
const SPKI_BYTES = 44

/** A sealer for the runner whose public key this is (base64url, SPKI). */
export function openSealer(runnerPublicKey: string): KeySealer {
  const recipient = publicKeyOf(Buffer.from(runnerPublicKey, 'base64url'))
  return {
    seal(secret: VenueSecret, binding: KeyBinding): Buffer {
      const ephemeral = generateKeyPairSync('x25519')
      const ephemeralPublic = spkiOf(ephemeral.publicKey)
      const shared = diffieHellman({ privateKey: ephemeral.privateKey, publicKey: recipient })
      const key = keyFrom(shared, ephemeralPublic, spkiOf(recipient))
      return Buffer.concat([
        Buffer.from([VERSION]),
        ephemeralPublic,
        encrypt(key, bytesOfSecret(secret), boundTo(binding)),
      ])
    },
  }
}

/** Opens what was sealed to this private key (base64url, PKCS 8). Throws for any other bytes or binding. */
export function openSealed(
  runnerPrivateKey: string,
  sealed: Buffer,
  binding: KeyBinding,
): VenueSecret {
  if (sealed[0] !== VERSION) {
    throw new RangeError(`expected a sealed key of version ${VERSION}, found ${sealed[0]}`)
  }
  const privateKey = createPrivateKey({
    key: Buffer.from(runnerPrivateKey, 'base64url'),
    format: 'der',
    type: 'pkcs8',
  })
  const ephemeralPublic = sealed.subarray(1, 1 + SPKI_BYTES)
  const shared = diffieHellman({ privateKey, publicKey: publicKeyOf(ephemeralPublic) })
  const key = keyFrom(shared, ephemeralPublic, spkiOf(createPublicKey(privateKey)))
  return secretOfBytes(decrypt(key, sealed.subarray(1 + SPKI_BYTES), boundTo(binding)))
}

/** Both public keys salt the derivation, so that the key belongs to this exchange alone. */
function keyFrom(shared: Buffer, ephemeralPublic: Buffer, recipientPublic: Buffer): Buffer {
  const salt = Buffer.concat([ephemeralPublic, recipientPublic])
  return Buffer.from(hkdfSync('sha256', shared, salt, INFO, AEAD_KEY_BYTES))
}

function publicKeyOf(spki: Buffer): KeyObject {
  return createPublicKey({ key: spki, format: 'der', type: 'spki' })
}

function spkiOf(key: KeyObject): Buffer {
  return key.export({ format: 'der', type: 'spki' })
}
