import * as z from 'zod'
import { datasetCodec, datasetReportCodec } from './codecs/datasets.ts'
import { time } from './codecs/time.ts'
import { endpoint } from './endpoint.ts'
import { wholeListOf } from './page-of.ts'

const reading = { method: 'GET', permission: 'research:read' } as const
const changing = { permission: 'research:run' } as const
const DATASET_ID_DIGITS_MAX = 9
/** The longest cron text that is read. */
const CRON_LENGTH_MAX = 64

/** A dataset's number in a path. */
const datasetId = z.codec(
  z
    .string()
    .regex(/^[1-9]\d*$/)
    .max(DATASET_ID_DIGITS_MAX),
  z.int(),
  {
    decode: Number,
    encode: String,
  },
)

export const listDatasets = endpoint({
  ...reading,
  name: 'listDatasets',
  path: '/api/v1/datasets',
  summary: 'The candles that there are, and what they are worth.',
  result: wholeListOf(datasetCodec),
})

export const getDataset = endpoint({
  ...reading,
  name: 'getDataset',
  path: '/api/v1/datasets/{datasetId}',
  summary: 'One series of candles with its reports: every gap, and what is wrong with it.',
  params: { datasetId },
  result: z.object({
    dataset: datasetCodec,
    /** Of all its candles, and of the newest file that was imported. */
    reports: z.array(datasetReportCodec).readonly(),
  }),
})

export const scheduleHistory = endpoint({
  ...changing,
  name: 'scheduleHistory',
  method: 'PUT',
  path: '/api/v1/datasets/{datasetId}/schedule',
  summary:
    'Fetch what is missing of its minutes since a time, now and by a cron text of five fields in UTC.',
  params: { datasetId },
  body: z.strictObject({ cron: z.string().min(1).max(CRON_LENGTH_MAX), fromAt: time }),
  result: datasetCodec,
})

export const unscheduleHistory = endpoint({
  ...changing,
  name: 'unscheduleHistory',
  method: 'POST',
  path: '/api/v1/datasets/{datasetId}/schedule/remove',
  summary: 'Fetch it no more. What was fetched stays. Safe to repeat.',
  params: { datasetId },
  result: datasetCodec,
})

export const cancelHistoryFetch = endpoint({
  ...changing,
  name: 'cancelHistoryFetch',
  method: 'POST',
  path: '/api/v1/datasets/{datasetId}/schedule/cancel',
  summary:
    'End the fetch that is under way; what was fetched stays, and the next goes on from there.',
  params: { datasetId },
  result: datasetCodec,
})
