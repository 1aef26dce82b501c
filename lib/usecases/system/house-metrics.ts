import type { MetricFamily } from '#ports/meter.ts'
import { listOrganizationIds } from '#store/organizations.ts'
import { readProcessMetrics } from '#store/process-metrics.ts'
import { type Gauge, readFirmGauges, readHouseGauges } from '#store/read-house-gauges.ts'
import type { PublicContext } from '#usecases/public-context.ts'

type GaugeSheet = {
  readonly help: string
  readonly type: 'counter' | 'gauge'
  /** What is told of several firms: all of it, or the worst. */
  readonly over: 'sum' | 'max'
}

const sum = (help: string): GaugeSheet => ({ help, type: 'gauge', over: 'sum' })
const worst = (help: string): GaugeSheet => ({ help, type: 'gauge', over: 'max' })
const total = (help: string): GaugeSheet => ({ help, type: 'counter', over: 'sum' })

const GAUGES: Readonly<Record<string, GaugeSheet>> = {
  pg_up: worst('Whether the database answers'),
  order_in_doubt: sum('Orders of which the venue has said nothing for five seconds'),
  order_in_doubt_age_seconds: worst('How long the oldest order waits for the venue’s word'),
  order_quarantined: sum('Orders that a person must decide on'),
  order_claim_seconds: worst('From an order’s making to its claim, over five minutes'),
  order_ack_seconds: worst('From sending an order to the venue’s word, over five minutes'),
  reconcile_mismatch_total: total('Breaks that ever opened'),
  break_open: sum('Breaks that are open'),
  lease_takeovers_total: total('How often a runner took an account’s lease'),
  account_unserved: sum('Accounts that no runner serves'),
  kill_switch_state: sum('Kill switches that are engaged'),
  ledger_sum: worst('How far the worst asset’s ledger is from zero'),
  outbox_lag_seconds: worst('How long the oldest due alert waits'),
  alert_dead_letters: sum('Alerts that did not arrive in a day'),
  alert_standing: sum('Alerts that stand'),
  process_heartbeat_age_seconds: worst('How long ago the newest process of a kind beat'),
  md_age_seconds: worst('How old a venue’s newest price is'),
  venue_clock_offset_ms: worst('How far a venue’s clock and ours are apart'),
  breaker_state: worst('0 closed, 1 half open, 2 open'),
  disk_free_ratio: worst('Which part of the disk is free'),
  ws_conns: sum('Open streams'),
  backup_age_seconds: worst('How old the newest backup is'),
  restore_verified_age_seconds: worst('How long ago a backup was restored as a test'),
  fills_total: total('Fills written since PostgreSQL began to count'),
  orders_total: total('Orders written since PostgreSQL began to count'),
  pg_database_size_bytes: worst('The database’s size'),
  pg_connections: worst('Connections to the database'),
}

export const HOUSE_GAUGE_NAMES: readonly string[] = Object.keys(GAUGES)

/**
 * Everything that the house measures: what is so by the database, and what each process that lives last said of
 * itself. A database that is away is told as `pg_up 0`, and nothing else is.
 */
export async function houseMetrics(
  ctx: Pick<PublicContext, 'database' | 'log'>,
): Promise<readonly MetricFamily[]> {
  try {
    const { database } = ctx
    const house = await database.unscoped(readHouseGauges)
    const processes = await database.unscoped(readProcessMetrics)
    const firms: Gauge[][] = []
    for (const organizationId of await listOrganizationIds(database.pool)) {
      firms.push(await database.scoped({ organizationId, clientId: null }).read(readFirmGauges))
    }
    const gauges = [{ name: 'pg_up', labels: {}, value: 1 }, ...house, ...firms.flat()]
    return [...familiesOf(gauges), ...joined(processes)]
  } catch (error) {
    ctx.log.warn({ err: error }, 'the database does not tell its metrics')
    return familiesOf([{ name: 'pg_up', labels: {}, value: 0 }])
  }
}

function familiesOf(gauges: readonly Gauge[]): MetricFamily[] {
  return Object.entries(GAUGES).flatMap(([name, { help, type, over }]) => {
    const samples = new Map<string, Gauge>()
    for (const gauge of gauges.filter((each) => each.name === name)) {
      const key = JSON.stringify(gauge.labels)
      const known = samples.get(key)
      const value = known === undefined ? gauge.value : combined(over, known.value, gauge.value)
      samples.set(key, { ...gauge, value })
    }
    return samples.size === 0 ? [] : [{ name, help, type, samples: [...samples.values()] }]
  })
}

function combined(over: GaugeSheet['over'], a: number, b: number): number {
  return over === 'sum' ? a + b : Math.max(a, b)
}

/** One family of each name, with the samples of every process. */
function joined(families: readonly MetricFamily[]): MetricFamily[] {
  const byName = Map.groupBy(families, ({ name }) => name)
  return [...byName.values()].flatMap((same) => {
    const [first] = same
    return first === undefined ? [] : [{ ...first, samples: same.flatMap((each) => each.samples) }]
  })
}
