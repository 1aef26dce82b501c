import * as z from 'zod'
import { preferenceCodec, preferenceKey, preferenceValue } from './codecs/preference.ts'
import { endpoint } from './endpoint.ts'
import { wholeListOf } from './page-of.ts'

const BODY_BYTES_MAX = 64 * 1024

export const listPreferences = endpoint({
  name: 'listPreferences',
  method: 'GET',
  path: '/api/v1/preferences',
  permission: 'profile:read',
  summary: 'How you want your desk to look: everything but charts, or the one that `key` names.',
  query: { key: preferenceKey.optional() },
  result: wholeListOf(preferenceCodec),
})

export const savePreference = endpoint({
  name: 'savePreference',
  method: 'PUT',
  path: '/api/v1/preferences/{key}',
  permission: 'profile:write',
  limit: 'preference',
  summary: 'Keep one of your preferences, whatever it was before. Null stands for none.',
  params: { key: preferenceKey },
  body: z.strictObject({ value: preferenceValue }),
  result: preferenceCodec,
  bodyBytesMax: BODY_BYTES_MAX,
})
