/** What a process counts of itself; what the house knows is in lib/usecases/system/house-metrics.ts. */
export type CounterName =
  | 'tx_retry_total'
  | 'tx_giveup_total'
  | 'auth_fail_total'
  | 'rate_limited_total'
  | 'invariant_violation_total'
  | 'ws_slow_closed_total'
  | 'stale_token_rejected_total'

/** How long something took, in seconds. */
export type TimerName = 'http_request_seconds' | 'pg_pool_wait_seconds'

export type MetricLabels = Readonly<Record<string, string>>

/** Measures. Labels are of closed lists: never an id of a person, an account or an order. */
export type Meter = {
  count(name: CounterName, labels?: MetricLabels): void
  time(name: TimerName, seconds: number, labels?: MetricLabels): void
}

export type MetricSample = {
  /** The family's unless it is a part of it, such as `..._bucket`. */
  readonly name: string
  readonly labels: MetricLabels
  readonly value: number
}

/** One metric as Prometheus knows it. */
export type MetricFamily = {
  readonly name: string
  readonly help: string
  readonly type: 'counter' | 'gauge' | 'histogram'
  readonly samples: readonly MetricSample[]
}
