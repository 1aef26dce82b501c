import * as z from 'zod'
import { datasetCodec, datasetReportCodec } from './codecs/datasets.ts'
import { endpoint } from './endpoint.ts'
import { wholeListOf } from './page-of.ts'

const reading = { method: 'GET', permission: 'research:read' } as const
const DATASET_ID_DIGITS_MAX = 9

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
