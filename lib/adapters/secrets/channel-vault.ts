import { AppError } from '#api/app-error.ts'
import type { ChannelBinding, ChannelVault } from '#ports/alert-sender.ts'
import { AEAD_KEY_BYTES, decrypt, encrypt } from './aead.ts'

/** The vault of alert channels: `key` is 32 bytes in base64url. Without one nothing can be kept. */
export function openChannelVault(key: string | undefined): ChannelVault {
  const bytes = key === undefined ? null : Buffer.from(key, 'base64url')
  const required = () => {
    if (bytes?.length === AEAD_KEY_BYTES) return bytes
    throw new AppError('UNAVAILABLE', {
      public: 'This desk keeps no secrets of alert channels: ALERT_KEY is not set.',
    })
  }
  return {
    seal: (text, binding) => encrypt(required(), Buffer.from(text, 'utf8'), boundTo(binding)),
    open: (sealed, binding) => decrypt(required(), sealed, boundTo(binding)).toString('utf8'),
  }
}

/** Authenticated with the ciphertext: table, column, row and firm. */
function boundTo({ organizationId, channelId }: ChannelBinding): Buffer {
  return Buffer.from(`alert_channel|secret|${channelId}|${organizationId}`, 'utf8')
}
