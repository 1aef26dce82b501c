import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { CounterName, Meter, MetricFamily, TimerName } from '#ports/meter.ts'

export type PromMeter = Meter & {
  readonly identity: { readonly process: string; readonly instance: string }
  /** Everything measured so far, as it would be told to a scraper. */
  families(): Promise<readonly MetricFamily[]>
}

type Sheet = { readonly help: string; readonly labels: readonly string[] }

const COUNTERS: Readonly<Record<CounterName, Sheet>> = {
  tx_retry_total: { help: 'Transactions that were beaten and tried again', labels: [] },
  tx_giveup_total: { help: 'Transactions that were beaten at every attempt', labels: [] },
  auth_fail_total: { help: 'Requests whose visitor was not known or not let in', labels: [] },
  rate_limited_total: { help: 'Requests that came too often', labels: [] },
  ws_slow_closed_total: { help: 'Streams closed because their client was too slow', labels: [] },
  stale_token_rejected_total: {
    help: 'Leases that a runner still held for its own when another had taken them',
    labels: [],
  },
  invariant_violation_total: { help: 'Assertions that failed: bugs', labels: [] },
}
const TIMERS: Readonly<Record<TimerName, Sheet>> = {
  http_request_seconds: {
    help: 'How long requests took',
    labels: ['method', 'path', 'status'],
  },
  pg_pool_wait_seconds: { help: 'How long a transaction waited for a connection', labels: [] },
}
const BUCKETS_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
const LAG_QUANTILES = [0.5, 0.99]
const NANOSECONDS = 1e-9
const LAG_RESOLUTION_MS = 20

/** Counts in this process. `process` is its kind and goes with every sample. */
export function openPromMeter(identity: PromMeter['identity']): PromMeter {
  const registry = new Registry()
  registry.setDefaultLabels({ process: identity.process, process_instance: identity.instance })
  const counters = new Map(
    Object.entries(COUNTERS).map(([name, { help, labels }]) => {
      const registers = [registry]
      return [name, new Counter({ name, help, labelNames: [...labels], registers })] as const
    }),
  )
  const timers = new Map(
    Object.entries(TIMERS).map(([name, { help, labels }]) => {
      const options = { name, help, labelNames: [...labels], buckets: BUCKETS_SECONDS }
      return [name, new Histogram({ ...options, registers: [registry] })] as const
    }),
  )
  measureProcess(registry)
  return {
    identity,
    count: (name, labels = {}) => counters.get(name)?.inc({ ...labels }),
    time: (name, seconds, labels = {}) => timers.get(name)?.observe({ ...labels }, seconds),
    families: () => familiesOf(registry),
  }
}

function measureProcess(registry: Registry): void {
  const registers = [registry]
  new Gauge({
    name: 'process_resident_memory_bytes',
    help: 'Memory that the process holds',
    registers,
    collect() {
      this.set(process.memoryUsage.rss())
    },
  })
  new Gauge({
    name: 'process_start_time_seconds',
    help: 'When the process started, in Unix seconds',
    registers,
  }).set(Math.round(Date.now() / 1000 - process.uptime()))
  const lag = monitorEventLoopDelay({ resolution: LAG_RESOLUTION_MS })
  lag.enable()
  new Gauge({
    name: 'eventloop_lag_seconds',
    help: 'How late the event loop ran since it was last looked at',
    labelNames: ['quantile'],
    registers,
    collect() {
      for (const quantile of LAG_QUANTILES) {
        const late = lag.percentile(quantile * 100) * NANOSECONDS - LAG_RESOLUTION_MS / 1000
        this.set({ quantile: String(quantile) }, Math.max(0, late))
      }
      lag.reset()
    },
  })
}

async function familiesOf(registry: Registry): Promise<readonly MetricFamily[]> {
  const metrics = await registry.getMetricsAsJSON()
  return metrics.map(({ name, help, type, values }) => ({
    name,
    help,
    // The registry holds nothing but what was made above.
    type: String(type) as MetricFamily['type'],
    samples: values.map((value) => ({
      name: 'metricName' in value ? String(value.metricName) : name,
      labels: Object.fromEntries(
        Object.entries(value.labels).map(([label, text]) => [label, String(text)]),
      ),
      value: value.value,
    })),
  }))
}
