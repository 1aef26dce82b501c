import * as z from 'zod'
import { killRunId } from './codecs/id.ts'
import { killRunCodec, killScope } from './codecs/kill.ts'
import { endpoint } from './endpoint.ts'
import { wholeListOf } from './page-of.ts'

const REASON_LENGTH_MAX = 200
const SOMETHING_TO_DO = 'expected at least one of pauseEntries, cancelAll and flatten'

export const listKillRuns = endpoint({
  name: 'listKillRuns',
  method: 'GET',
  path: '/api/v1/kill-runs',
  permission: 'accounts:read',
  summary: 'The kill switch: what is engaged with its checklist, then what was lately released.',
  result: wholeListOf(killRunCodec),
})

export const engageKill = endpoint({
  name: 'engageKill',
  method: 'POST',
  path: '/api/v1/kill-runs',
  permission: 'kill:engage',
  limit: 'cancel',
  summary:
    'Press the kill switch: nothing in the scope is sent after this has answered. The checklist says what the venue says.',
  body: z
    .strictObject({
      scope: killScope,
      pauseEntries: z.boolean(),
      cancelAll: z.boolean().default(false),
      flatten: z.boolean().default(false),
      isDrill: z.boolean().default(false),
      reason: z.string().trim().max(REASON_LENGTH_MAX).nullable().default(null),
    })
    .refine((wish) => wish.pauseEntries || wish.cancelAll || wish.flatten, SOMETHING_TO_DO),
  result: killRunCodec,
  status: 201,
})

export const releaseKill = endpoint({
  name: 'releaseKill',
  method: 'POST',
  path: '/api/v1/kill-runs/{killRunId}/release',
  permission: 'kill:release',
  summary: 'Arm trading again. Where there are two administrators, the other one.',
  params: { killRunId },
  result: killRunCodec,
})
