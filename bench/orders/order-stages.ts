import { Client } from 'pg'
import type { Placed } from './load.ts'
import { percentiles } from './percentiles.ts'
import type { Sightings } from './watch-orders.ts'

/** Where the time of a placed order goes, in order; each begins where the one before ends. */
export const STAGES = [
  'web decides',
  'runner wakes and claims',
  'request prepared',
  'venue answers',
  'outcome recorded and told',
] as const
export type StageTimes = Readonly<Record<(typeof STAGES)[number], number>>

type StampedOrder = {
  readonly id: string
  readonly created: number
  readonly claimed: number
  readonly sent: number
  readonly acknowledged: number
}

/**
 * The median milliseconds of each stage. The stamps in the rows are whole milliseconds of the clock that
 * web, runner and bench share; `toWireId` turns a row's id into the one the trade API speaks of.
 */
export async function stageMedians(
  databaseUrl: string,
  placed: readonly Placed[],
  { acknowledgedAt }: Pick<Sightings, 'acknowledgedAt'>,
  toUuid: (wireId: string) => string,
): Promise<StageTimes> {
  const dueAt = new Map<string, number>()
  const seenAt = new Map<string, number>()
  for (const { dueAt: due, orderIds } of placed) {
    for (const id of orderIds) {
      dueAt.set(toUuid(id), performance.timeOrigin + due)
      const seen = acknowledgedAt.get(id)
      if (seen !== undefined) seenAt.set(toUuid(id), performance.timeOrigin + seen)
    }
  }
  const orders = await readStamps(databaseUrl, [...dueAt.keys()])
  const medianOf = (length: (order: StampedOrder) => number) => percentiles(orders.map(length)).p50
  return {
    'web decides': medianOf(({ id, created }) => created - (dueAt.get(id) ?? created)),
    'runner wakes and claims': medianOf(({ created, claimed }) => claimed - created),
    'request prepared': medianOf(({ claimed, sent }) => sent - claimed),
    'venue answers': medianOf(({ sent, acknowledged }) => acknowledged - sent),
    'outcome recorded and told': medianOf(
      ({ id, acknowledged }) => (seenAt.get(id) ?? acknowledged) - acknowledged,
    ),
  }
}

async function readStamps(databaseUrl: string, ids: readonly string[]): Promise<StampedOrder[]> {
  const client = new Client(databaseUrl)
  await client.connect()
  try {
    const { rows } = await client.query<
      Record<'id' | 'created' | 'claimed' | 'sent' | 'acknowledged', string>
    >(
      `SELECT id, ${epochMs('created_at')} AS created, ${epochMs('claimed_at')} AS claimed,
              ${epochMs('sent_at')} AS sent, ${epochMs('acknowledged_at')} AS acknowledged
         FROM "order" WHERE id = ANY($1) AND acknowledged_at IS NOT NULL AND sent_at IS NOT NULL`,
      [ids],
    )
    return rows.map(({ id, ...stamps }) => ({
      id,
      created: Number(stamps.created),
      claimed: Number(stamps.claimed),
      sent: Number(stamps.sent),
      acknowledged: Number(stamps.acknowledged),
    }))
  } finally {
    await client.end()
  }
}

function epochMs(column: string): string {
  return `(extract(epoch FROM ${column}) * 1000)::float8`
}
