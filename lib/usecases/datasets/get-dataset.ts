import { dataReportCodec } from '#api/codecs/datasets.ts'
import type { getDataset as endpoint } from '#api/datasets.ts'
import type { HandlerInput, HandlerResult } from '#api/endpoint.ts'
import { readDatasetReports, readDatasets } from '#store/datasets.ts'
import type { Context } from '#usecases/context.ts'
import { notFound } from '#usecases/require-visible.ts'

/** One series of candles with its reports. Throws NOT_FOUND for one that the caller may not see. */
export async function getDataset(
  ctx: Pick<Context, 'db'>,
  { datasetId }: HandlerInput<typeof endpoint>,
): Promise<HandlerResult<typeof endpoint>> {
  return ctx.db.read(async (tx) => {
    const [dataset] = await readDatasets(tx, datasetId)
    if (dataset === undefined) throw notFound()
    const stored = await readDatasetReports(tx, datasetId)
    const reports = stored.map((entry) => ({
      ...entry,
      // Stored as it is told; what no longer reads so is a failure.
      report: dataReportCodec.decode(entry.report as never),
    }))
    return { dataset, reports }
  })
}
