import { ApiError } from '../api-error.ts'

/** Binance's published limits; the control port may set others, as a venue grants its larger clients. */
export type RateLimits = {
  readonly requestWeightPerMinute: number
  readonly ordersPer10s: number
  readonly ordersPerDay: number
  readonly rawRequestsPer5m: number
}

export const RATE_LIMITS_DEFAULT: RateLimits = {
  requestWeightPerMinute: 6_000,
  ordersPer10s: 100,
  ordersPerDay: 200_000,
  rawRequestsPer5m: 61_000,
}

/** A refusal that ends by itself at `retryAt`. */
export class RateLimitError extends ApiError {
  readonly retryAt: number

  constructor(code: number, message: string, status: number, retryAt: number) {
    super(code, message, { status })
    this.retryAt = retryAt
  }
}

/** A caller that goes on after this many 429 answers in a minute is banned: 418. */
export const VIOLATIONS_MAX = 10
export const BAN_MS = 120_000
/** Callers remembered at once; the table is emptied of stale ones when it is full. */
const CALLERS_MAX = 10_000

const SECOND_MS = 1_000
const WINDOW_10S = 10 * SECOND_MS
const WINDOW_MINUTE = 60 * SECOND_MS
const WINDOW_5M = 300 * SECOND_MS
const WINDOW_DAY = 86_400 * SECOND_MS

type Window = { openAt: number; used: number }
type Caller = { weight: Window; raw: Window; violations: Window; bannedUntil: number }
type OrderCount = { short: Window; day: Window }

/** Counts in fixed windows, as the dialect does: weight per address, orders per account. */
export class RateLimiter {
  limits: RateLimits
  private readonly callers = new Map<string, Caller>()
  private readonly orders = new Map<number, OrderCount>()

  constructor(limits: RateLimits = RATE_LIMITS_DEFAULT) {
    this.limits = limits
  }

  /** Takes weight from an address. Returns the weight used this minute; throws 429, then 418 with a ban. */
  takeWeight(address: string, weight: number, now: number): number {
    const caller = this.caller(address, now)
    if (caller.bannedUntil > now) throw banned(caller.bannedUntil)
    roll(caller.weight, WINDOW_MINUTE, now)
    roll(caller.raw, WINDOW_5M, now)
    caller.weight.used += weight
    caller.raw.used += 1
    if (caller.raw.used > this.limits.rawRequestsPer5m) {
      throw this.refuse(caller, endOf(caller.raw, WINDOW_5M), now, 'raw requests')
    }
    if (caller.weight.used > this.limits.requestWeightPerMinute) {
      throw this.refuse(caller, endOf(caller.weight, WINDOW_MINUTE), now, 'request weight')
    }
    return caller.weight.used
  }

  usedWeight(address: string, now: number): number {
    const caller = this.caller(address, now)
    roll(caller.weight, WINDOW_MINUTE, now)
    return caller.weight.used
  }

  /** Counts one new order of an account; throws -1015 beyond the limits. */
  takeOrder(accountId: number, now: number): void {
    const count = this.orderCount(accountId, now)
    if (count.short.used >= this.limits.ordersPer10s) {
      throw tooManyOrders(this.limits.ordersPer10s, '10 SECOND', endOf(count.short, WINDOW_10S))
    }
    if (count.day.used >= this.limits.ordersPerDay) {
      throw tooManyOrders(this.limits.ordersPerDay, '1 DAY', endOf(count.day, WINDOW_DAY))
    }
    count.short.used += 1
    count.day.used += 1
  }

  usedOrders(accountId: number, now: number): { per10s: number; perDay: number } {
    const { short, day } = this.orderCount(accountId, now)
    return { per10s: short.used, perDay: day.used }
  }

  /** Forgets all counts and bans. */
  reset(): void {
    this.callers.clear()
    this.orders.clear()
  }

  private refuse(caller: Caller, until: number, now: number, what: string): ApiError {
    roll(caller.violations, WINDOW_MINUTE, now)
    caller.violations.used += 1
    if (caller.violations.used > VIOLATIONS_MAX) {
      caller.bannedUntil = now + BAN_MS
      return banned(caller.bannedUntil)
    }
    const message = `Too much ${what} used; current limit is ${this.limits.requestWeightPerMinute} request weight per 1 MINUTE. Please use WebSocket Streams for live updates to avoid polling the API.`
    return new RateLimitError(-1003, message, 429, until)
  }

  private caller(address: string, now: number): Caller {
    const known = this.callers.get(address)
    if (known !== undefined) return known
    if (this.callers.size >= CALLERS_MAX) this.callers.clear()
    const window = () => ({ openAt: now, used: 0 })
    const caller = { weight: window(), raw: window(), violations: window(), bannedUntil: 0 }
    this.callers.set(address, caller)
    return caller
  }

  private orderCount(accountId: number, now: number): OrderCount {
    let count = this.orders.get(accountId)
    if (count === undefined) {
      count = { short: { openAt: now, used: 0 }, day: { openAt: now, used: 0 } }
      this.orders.set(accountId, count)
    }
    roll(count.short, WINDOW_10S, now)
    roll(count.day, WINDOW_DAY, now)
    return count
  }
}

function roll(window: Window, length: number, now: number): void {
  const openAt = Math.floor(now / length) * length
  if (openAt <= window.openAt) return
  window.openAt = openAt
  window.used = 0
}

function endOf(window: Window, length: number): number {
  return Math.floor(window.openAt / length) * length + length
}

function banned(until: number): ApiError {
  const message = `Way too much request weight used; IP banned until ${until}. Please use WebSocket Streams for live updates to avoid bans.`
  return new RateLimitError(-1003, message, 418, until)
}

function tooManyOrders(limit: number, interval: string, until: number): ApiError {
  const message = `Too many new orders; current limit is ${limit} orders per ${interval}.`
  return new RateLimitError(-1015, message, 429, until)
}
