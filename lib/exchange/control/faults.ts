/** Lasting misbehaviour. `disconnect` and `replay-fill` happen once, at once, and are not kept here. */
export type FaultKind =
  | 'delay'
  | 'drop-before'
  | 'drop-after'
  | 'http-error'
  | 'rate-limit'
  | 'reject'
  | 'clock-skew'
  | 'lagged-reads'
  | 'suppress-fills'

export type FaultMatch = {
  readonly method?: string
  /** The request's path, exactly. */
  readonly path?: string
  readonly accountId?: number
}

export type FaultSpec = {
  readonly kind: FaultKind
  /** delay, clock-skew, lagged-reads: milliseconds; a skew may be negative. */
  readonly ms?: number
  /** http-error: its status. */
  readonly status?: number
  /** http-error: whether the request has taken effect before it is answered like this. */
  readonly when?: 'before' | 'after'
  /** reject: the dialect's code and text. */
  readonly code?: number
  readonly message?: string
  /** How often it bites before it is gone; without it, until it is removed. */
  readonly count?: number
  readonly match?: FaultMatch
}

export type Fault = FaultSpec & { readonly id: number; remaining: number }

export type FaultSubject = {
  readonly method?: string
  readonly path?: string
  readonly accountId?: number | undefined
  /** Before or after the request took effect; faults that do not say are for before. */
  readonly when?: 'before' | 'after'
}

export const FAULTS_MAX = 100

/** The misbehaviour that tests have planted. */
export class Faults {
  private readonly planted = new Map<number, Fault>()
  private lastId = 0

  plant(spec: FaultSpec): Fault {
    if (this.planted.size >= FAULTS_MAX) throw new RangeError(`more than ${FAULTS_MAX} faults`)
    const remaining = spec.count ?? Number.POSITIVE_INFINITY
    const fault = { ...spec, id: ++this.lastId, remaining }
    this.planted.set(fault.id, fault)
    return fault
  }

  remove(id: number): boolean {
    return this.planted.delete(id)
  }

  clear(): void {
    this.planted.clear()
  }

  list(): readonly Fault[] {
    return [...this.planted.values()]
  }

  /** The first fault of this kind that fits; uses up one of its bites. */
  take(kind: FaultKind, subject: FaultSubject = {}): Fault | null {
    if (this.planted.size === 0) return null
    for (const fault of this.planted.values()) {
      if (fault.kind !== kind || !fits(fault, subject)) continue
      fault.remaining -= 1
      if (fault.remaining <= 0) this.planted.delete(fault.id)
      return fault
    }
    return null
  }

  /** Milliseconds by which the exchange's clock is wrong at the moment. */
  clockSkewMs(): number {
    if (this.planted.size === 0) return 0
    let skewMs = 0
    for (const fault of this.planted.values()) {
      if (fault.kind === 'clock-skew') skewMs += fault.ms ?? 0
    }
    return skewMs
  }

  /** How far private reads lag behind at the moment. */
  readLagMs(accountId: number): number {
    let lagMs = 0
    for (const fault of this.planted.values()) {
      const isLag = fault.kind === 'lagged-reads' && fits(fault, { accountId })
      if (isLag) lagMs = Math.max(lagMs, fault.ms ?? 0)
    }
    return lagMs
  }
}

function fits(fault: Fault, subject: FaultSubject): boolean {
  const { method, path, accountId } = fault.match ?? {}
  return (
    (subject.when === undefined || subject.when === (fault.when ?? 'before')) &&
    (method === undefined || method === subject.method) &&
    (path === undefined || path === subject.path) &&
    (accountId === undefined || accountId === subject.accountId)
  )
}
