import { ApiError, illegalParameter, mandatoryParameter } from '../api-error.ts'

const INTEGER = /^\d{1,17}$/
/** Parameters that belong to the request itself and not to an endpoint. */
const ENVELOPE = new Set(['timestamp', 'recvWindow', 'signature', 'apiKey'])

/**
 * The parameters of one request. It remembers which were read: one that nobody asked for is an error (-1104),
 * as a misspelled parameter must not pass in silence.
 */
export class Params {
  private readonly values: ReadonlyMap<string, string>
  private readonly unread: Set<string>

  constructor(values: ReadonlyMap<string, string>) {
    this.values = values
    this.unread = new Set(values.keys())
    for (const name of ENVELOPE) this.unread.delete(name)
  }

  /** Reads `name=value&...` text, query and body joined; a name given twice is refused. */
  static parse(...texts: readonly string[]): Params {
    const values = new Map<string, string>()
    for (const text of texts) {
      for (const [name, value] of new URLSearchParams(text)) {
        if (values.has(name)) {
          throw new ApiError(-1101, 'Too many parameters; a parameter was sent more than once.')
        }
        values.set(name, value)
      }
    }
    return new Params(values)
  }

  has(name: string): boolean {
    return this.values.has(name)
  }

  text(name: string): string | undefined {
    this.unread.delete(name)
    const value = this.values.get(name)
    if (value === '') throw new ApiError(-1105, `Parameter '${name}' was empty.`)
    return value
  }

  mandatoryText(name: string): string {
    const value = this.text(name)
    if (value === undefined) throw mandatoryParameter(name)
    return value
  }

  integer(name: string): number | undefined {
    const value = this.text(name)
    if (value === undefined) return undefined
    if (!INTEGER.test(value)) throw illegalParameter(name, '^[0-9]{1,20}$')
    return Number(value)
  }

  /** `value` itself where it is one of `allowed`, `fallback` where it was not sent; else throws what `refuse` makes. */
  choice<T extends string>(
    name: string,
    allowed: readonly T[],
    options: { fallback?: T; refuse?: () => ApiError } = {},
  ): T {
    const value = this.text(name) ?? options.fallback
    if (value === undefined) throw mandatoryParameter(name)
    const known = allowed.find((it) => it === value)
    if (known !== undefined) return known
    throw (
      options.refuse?.() ?? new ApiError(-1130, `Data sent for parameter '${name}' is not valid.`)
    )
  }

  /** A list length between 1 and `max`; more is cut to `max`, as the dialect does. */
  limit(fallback: number, max: number): number {
    const limit = this.integer('limit') ?? fallback
    if (limit < 1) throw new ApiError(-1130, "Data sent for parameter 'limit' is not valid.")
    return Math.min(limit, max)
  }

  /** Throws when a parameter was sent that nobody read. Call after the last read and before any effect. */
  close(): void {
    if (this.unread.size === 0) return
    const sent = this.values.size
    const read = sent - this.unread.size
    throw new ApiError(
      -1104,
      `Not all sent parameters were read; read '${read}' parameter(s) but was sent '${sent}'.`,
    )
  }
}
