import {
  BrokenCircuitError,
  type CircuitBreakerPolicy,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleWhen,
  type IBreaker,
  type Policy,
  SamplingBreaker,
} from 'cockatiel'
import { AppError } from '#api/app-error.ts'
import { MINUTE_MS, SECOND_MS, type UnixMs } from '#core/time/time.ts'
import type { Clock } from '#ports/clock.ts'
import { CIRCUIT_KINDS, type CircuitKind, type VenueCircuits } from '#ports/venue.ts'
import { BudgetSpent } from './ccxt/http.ts'

/** So many failures in a row open a circuit, */
export const FAILURES_IN_A_ROW = 5
/** or half of what was asked within a time, if that was much. */
export const FAILED_SHARE = 0.5
export const SAMPLE_MS = 30 * SECOND_MS
export const SAMPLE_CALLS_MIN = 20
/** Then nothing is asked for so long, twice as long after each try that fails. */
export const OPEN_MS_FIRST = 10 * SECOND_MS
/** Reads settle doubts and prove what a kill switch did: they are never kept waiting for long. */
export const OPEN_MS_MAX: Readonly<Record<CircuitKind, number>> = {
  read: 30 * SECOND_MS,
  place: 5 * MINUTE_MS,
  cancel: 30 * SECOND_MS,
}
/** So many good answers close it again. */
export const GOOD_ANSWERS = 3

/** ccxt's names for "you ask too often": the venue is well, and the weight gate's to deal with. */
const TOO_OFTEN: ReadonlySet<string> = new Set(['RateLimitExceeded', 'DDoSProtection'])

/** One circuit per kind of request. Only what says that the venue is not well counts against it. */
export class Circuits implements VenueCircuits {
  readonly #ask: () => Promise<unknown>
  readonly #since = new Map<CircuitKind, UnixMs>()
  readonly #policies: Readonly<Record<CircuitKind, CircuitBreakerPolicy>> = {
    read: circuitOf('read', handleWhen(isOutage)),
    place: circuitOf('place', handleWhen(isOutage).orWhenResult(isUnknown)),
    cancel: circuitOf('cancel', handleWhen(isOutage).orWhenResult(isUnknown)),
  }

  /** `ask` is harmless and answered by any venue that is well. */
  constructor(ask: () => Promise<unknown>, clock: Pick<Clock, 'now'>) {
    this.#ask = ask
    for (const kind of CIRCUIT_KINDS) {
      this.#policies[kind].onStateChange(() => this.#since.set(kind, clock.now()))
    }
  }

  state(kind: CircuitKind): ReturnType<VenueCircuits['state']> {
    const { state } = this.#policies[kind]
    if (state === CircuitState.Closed) return 'closed'
    return state === CircuitState.HalfOpen ? 'halfOpen' : 'open'
  }

  since(kind: CircuitKind): UnixMs | null {
    return this.#since.get(kind) ?? null
  }

  /** Runs the request, or fails at once with `isBroken` true of the error. */
  run<T>(kind: CircuitKind, request: () => Promise<T>): Promise<T> {
    return this.#policies[kind].execute(request)
  }

  async probe(): Promise<void> {
    for (const policy of Object.values(this.#policies)) {
      for (let asked = 0; policy.state !== CircuitState.Closed && asked < GOOD_ANSWERS; asked++) {
        try {
          await policy.execute(this.#ask)
        } catch {
          // Too early, or the venue is still not well: the circuit knows, and is asked again later.
          break
        }
      }
    }
  }
}

/** Whether it is the circuit that failed the request, which was then not sent. */
export function isBroken(error: unknown): boolean {
  return error instanceof BrokenCircuitError
}

function circuitOf(kind: CircuitKind, counts: Policy): CircuitBreakerPolicy {
  return circuitBreaker(counts, {
    breaker: new EitherBreaker([
      new ConsecutiveBreaker(FAILURES_IN_A_ROW),
      new SamplingBreaker({
        threshold: FAILED_SHARE,
        duration: SAMPLE_MS,
        minimumRps: SAMPLE_CALLS_MIN / (SAMPLE_MS / SECOND_MS),
      }),
    ]),
    halfOpenAfter: new ExponentialBackoff({
      initialDelay: OPEN_MS_FIRST,
      maxDelay: OPEN_MS_MAX[kind],
      // Exactly so long: one account asks, not a thousand clients.
      generator: (tries: number | undefined = 0, options) => [
        Math.min(options.initialDelay * 2 ** tries, options.maxDelay),
        tries + 1,
      ],
    }),
    halfOpenSampling: { calls: GOOD_ANSWERS, threshold: 0 },
  })
}

/** Opens when any of its parts would. */
class EitherBreaker implements IBreaker {
  readonly #parts: readonly IBreaker[]

  constructor(parts: readonly IBreaker[]) {
    this.#parts = parts
  }

  get state(): unknown {
    return this.#parts.map(({ state }) => state)
  }

  success(state: CircuitState): void {
    for (const part of this.#parts) part.success(state)
  }

  failure(state: CircuitState): boolean {
    // Every part counts, whatever the others say.
    return this.#parts.map((part) => part.failure(state)).some((opens) => opens)
  }
}

function isOutage(error: unknown): boolean {
  if (!(error instanceof AppError) || error.code !== 'VENUE_UNREACHABLE') return false
  const { cause } = error
  if (cause instanceof BudgetSpent) return false
  return !(cause instanceof Error && TOO_OFTEN.has(cause.name))
}

function isUnknown(result: unknown): boolean {
  return typeof result === 'object' && result !== null && Reflect.get(result, 'kind') === 'unknown'
}
