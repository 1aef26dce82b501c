import type { KeyVault } from '#ports/venue-keys.ts'
import { unwrapSecret, wrapSecret } from './envelope.ts'
import { openSealed } from './seal.ts'

/** The runner's vault. Both keys stay in this closure. */
export function openKeyVault(keys: {
  /** X25519 in PKCS 8, base64url. */
  readonly privateKey: string
  /** 32 bytes, base64url. */
  readonly encryptionKey: string
}): KeyVault {
  return {
    open: (sealed, binding) => openSealed(keys.privateKey, sealed, binding),
    wrap: (secret, binding) => wrapSecret(keys.encryptionKey, secret, binding),
    unwrap: (wrapped, binding) => unwrapSecret(keys.encryptionKey, wrapped, binding),
  }
}
