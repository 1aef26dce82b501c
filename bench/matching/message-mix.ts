import { type BookSide, EXECUTION, SELF_TRADE, SIDE } from '#core/matching/book-sink.ts'
import { OrderBook } from '#core/matching/order-book.ts'
import { seededRandom } from './seeded-random.ts'

export const KIND = { ADD: 0, TAKE: 1, CANCEL: 2 } as const

/** A prepared run of messages, one per index, read by the drivers without any further thought. */
export type MessageMix = {
  readonly name: MixName
  readonly about: string
  readonly count: number
  /** Handles are below this. */
  readonly handles: number
  readonly kinds: Uint8Array
  readonly sides: Uint8Array
  readonly handle: Int32Array
  readonly prices: Int32Array
  readonly lots: Int32Array
}

export type MixName = 'static' | 'normal' | 'swing-25' | 'swing-40' | 'flash-crash'

type Shape = {
  readonly about: string
  /** The middle price as a multiple of the first one, when `progress` (0 to 1) of the messages are sent. */
  readonly middle: (progress: number, walk: number) => number
}

const MIDDLE_TICKS = 100_000
const WALK_STEP = 1 / MIDDLE_TICKS
const SWINGS = 4
/** The crash takes 2 % of the messages down to 40 % of the price, and 8 % back up. */
const CRASH = { from: 0.6, bottom: 0.62, until: 0.7, depth: 0.6 }
/** Of the messages that do not cancel, the share that takes; the rest quotes. */
const TAKE_SHARE = 0.15
/** Quotes lie this far from the middle on average, exponentially spread; a few lie far away. */
const QUOTE_DISTANCE_TICKS = 24
const FAR_SHARE = 0.02
const FAR_DISTANCE_TICKS = 5_000
const LOTS_MAX = 100
const TAKE_LOTS_MAX = 400

const SHAPES: Record<MixName, Shape> = {
  static: {
    about: 'the middle price stands still',
    middle: () => 1,
  },
  normal: {
    about: 'it walks a tick at a time',
    middle: (_, walk) => 1 + walk,
  },
  'swing-25': {
    about: `it swings by 25 % either way, ${SWINGS} times`,
    middle: (progress, walk) => 1 + walk + 0.25 * Math.sin(2 * Math.PI * SWINGS * progress),
  },
  'swing-40': {
    about: `it swings by 40 % either way, ${SWINGS * 2} times`,
    middle: (progress, walk) => 1 + walk + 0.4 * Math.sin(4 * Math.PI * SWINGS * progress),
  },
  'flash-crash': {
    about: 'it walks, falls by 60 % within 2 % of the messages, and comes back over 8 %',
    middle: (progress, walk) => (1 + walk) * (1 - CRASH.depth * crashed(progress)),
  },
}

export const MIX_NAMES = Object.keys(SHAPES) as readonly MixName[]

/**
 * Messages of a market whose middle price moves as the mix says: quotes around it, orders that take at once,
 * and cancels that keep about `live` orders in the book. Orders overtaken by the price are taken or left far
 * behind. The same seed gives the same messages. Cancels name an order that still rests.
 */
export function makeMessageMix(
  name: MixName,
  options: { readonly count: number; readonly live: number; readonly seed: number },
): MessageMix {
  const { count, live, seed } = options
  const shape = SHAPES[name]
  const random = seededRandom(seed)
  const crowd = new Crowd(live * 2)
  const mix: MessageMix = {
    name,
    about: shape.about,
    count,
    handles: live * 2,
    kinds: new Uint8Array(count),
    sides: new Uint8Array(count),
    handle: new Int32Array(count),
    prices: new Int32Array(count),
    lots: new Int32Array(count),
  }
  let walk = 0
  for (let i = 0; i < count; i++) {
    walk += random() < 0.5 ? WALK_STEP : -WALK_STEP
    const middle = MIDDLE_TICKS * shape.middle(i / count, walk)
    if (random() * live * 2 < crowd.size()) writeCancel(mix, i, crowd.pick(random()))
    else writeOrder(mix, i, crowd.freeHandle(), middle, random)
    crowd.hear(mix, i)
  }
  return mix
}

function writeCancel(mix: MessageMix, i: number, handle: number): void {
  mix.kinds[i] = KIND.CANCEL
  mix.handle[i] = handle
}

function writeOrder(
  mix: MessageMix,
  i: number,
  handle: number,
  middle: number,
  random: () => number,
): void {
  const isTake = random() < TAKE_SHARE
  const side: BookSide = random() < 0.5 ? SIDE.BUY : SIDE.SELL
  const mean = random() < FAR_SHARE ? FAR_DISTANCE_TICKS : QUOTE_DISTANCE_TICKS
  const distance = -Math.log(1 - random()) * mean
  const isBelow = (side === SIDE.BUY) !== isTake
  mix.kinds[i] = isTake ? KIND.TAKE : KIND.ADD
  mix.sides[i] = side
  mix.handle[i] = handle
  mix.prices[i] = Math.max(1, Math.round(isBelow ? middle - distance : middle + distance))
  mix.lots[i] = 1 + Math.floor(random() * (isTake ? TAKE_LOTS_MAX : LOTS_MAX))
}

function crashed(progress: number): number {
  const { from, bottom, until } = CRASH
  if (progress < from || progress > until) return 0
  if (progress < bottom) return (progress - from) / (bottom - from)
  return (until - progress) / (until - bottom)
}

/** Knows which handles rest, by keeping a book of its own. */
class Crowd {
  private readonly resting: number[] = []
  private readonly places: Int32Array
  private readonly free: number[]
  private readonly book: OrderBook

  constructor(handles: number) {
    this.places = new Int32Array(handles)
    this.free = Array.from({ length: handles }, (_, i) => handles - 1 - i)
    this.book = new OrderBook({
      sink: {
        trade: (maker, _taker, _price, _lots, makerRemaining) => {
          if (makerRemaining === 0) this.leave(maker)
        },
        rested: (handle) => this.enter(handle),
        removed() {},
      },
    })
  }

  size(): number {
    return this.resting.length
  }

  pick(chance: number): number {
    return this.resting[Math.floor(chance * this.resting.length)] ?? 0
  }

  freeHandle(): number {
    return this.free.at(-1) ?? 0
  }

  hear(mix: MessageMix, i: number): void {
    const handle = mix.handle[i] ?? 0
    if (mix.kinds[i] === KIND.CANCEL) {
      this.leave(handle)
      this.book.cancel(handle)
      return
    }
    const execution =
      mix.kinds[i] === KIND.TAKE ? EXECUTION.IMMEDIATE_OR_CANCEL : EXECUTION.GOOD_TIL_CANCELED
    const side = mix.sides[i] === SIDE.BUY ? SIDE.BUY : SIDE.SELL
    const price = mix.prices[i] ?? 0
    this.book.place(handle, side, price, mix.lots[i] ?? 0, execution, 0, SELF_TRADE.ALLOW)
  }

  /** The handle that `freeHandle` offered last is the one that came to rest. */
  private enter(handle: number): void {
    this.free.splice(this.free.lastIndexOf(handle), 1)
    this.places[handle] = this.resting.length
    this.resting.push(handle)
  }

  private leave(handle: number): void {
    const place = this.places[handle] ?? 0
    const last = this.resting.pop() ?? handle
    if (last !== handle) {
      this.resting[place] = last
      this.places[last] = place
    }
    this.free.push(handle)
  }
}
