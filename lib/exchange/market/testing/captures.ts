import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { VenueLevel } from '../feeds/price-feed.ts'

/** Real recordings live beside the checkout and are read in place; their README tells where they come from. */
const DATA = join(import.meta.dirname, '../../../../../shared/data')

export const hasCaptures = existsSync(DATA)

export function capturePath(name: string): string {
  return join(DATA, name)
}

/** One message of a Binance market stream, or the depth snapshot that belongs to it. */
export type CaptureMessage = {
  readonly stream?: string
  readonly data: CaptureData
}
export type CaptureData = {
  readonly lastUpdateId?: number
  readonly bids?: readonly VenueLevel[]
  readonly asks?: readonly VenueLevel[]
  readonly E?: number
  readonly U?: number
  readonly u?: number
  readonly b?: readonly VenueLevel[] | string
  readonly a?: readonly VenueLevel[] | string
  readonly p?: string
  readonly q?: string
  readonly m?: boolean
}

/** The messages of a websocket capture in order. */
export function readCapture(name: string): readonly CaptureMessage[] {
  const text = gunzipSync(readFileSync(capturePath(name))).toString('utf8')
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const message = JSON.parse(line.slice(line.indexOf(' ') + 1)) as Record<string, unknown>
      const isSnapshot = 'lastUpdateId' in message
      return (isSnapshot ? { data: message } : message) as CaptureMessage
    })
}

/** A venue's book kept as its documentation says: a snapshot, then absolute quantities per price. */
export class CapturedBook {
  private readonly bids = new Map<string, string>()
  private readonly asks = new Map<string, string>()
  lastUpdateId = 0

  /** Starts from the capture's snapshot, which may stand behind the first differences. */
  constructor(messages: readonly CaptureMessage[]) {
    const snapshot = messages.find(({ data }) => data.lastUpdateId !== undefined)?.data
    this.lastUpdateId = snapshot?.lastUpdateId ?? 0
    write(this.bids, snapshot?.bids ?? [])
    write(this.asks, snapshot?.asks ?? [])
  }

  /** Returns whether the message was news about the book. */
  apply({ u = 0, b, a }: CaptureData): boolean {
    if (typeof b !== 'object' || typeof a !== 'object' || u <= this.lastUpdateId) return false
    this.lastUpdateId = u
    write(this.bids, b)
    write(this.asks, a)
    return true
  }

  top(levels: number): { bids: readonly VenueLevel[]; asks: readonly VenueLevel[] } {
    return {
      bids: best(this.bids, levels, (left, right) => left > right),
      asks: best(this.asks, levels, (left, right) => left < right),
    }
  }
}

function write(side: Map<string, string>, levels: readonly VenueLevel[]): void {
  for (const [price, quantity] of levels) {
    if (Number(quantity) === 0) side.delete(price)
    else side.set(price, quantity)
  }
}

function best(
  side: Map<string, string>,
  count: number,
  isBetter: (left: number, right: number) => boolean,
): readonly VenueLevel[] {
  const found: { price: number; level: VenueLevel }[] = []
  for (const level of side) {
    const price = Number(level[0])
    const worst = found.at(-1)
    if (found.length === count && worst !== undefined && !isBetter(price, worst.price)) continue
    const at = found.findIndex((other) => isBetter(price, other.price))
    found.splice(at < 0 ? found.length : at, 0, { price, level })
    if (found.length > count) found.pop()
  }
  return found.map(({ level }) => level)
}
