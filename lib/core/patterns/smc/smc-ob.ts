import type { Bars } from '#core/market/bars.ts'
import type { SmcSwings } from '#core/patterns/smc/smc-swings.ts'

const NONE = -1

/** Rows of the blocks that are left when the series ends. NaN is an empty cell. */
export type SmcOb = {
  readonly ob: Float64Array
  readonly top: Float64Array
  readonly bottom: Float64Array
  /** The bar whose close broke the swing, or with which that swing was first seen; NaN where there is no block. */
  readonly confirmedIndex: Float64Array
  /** The bar that traded beyond the block's far edge; NaN when none has. */
  readonly brokenIndex: Float64Array
}

/**
 * `ob` of smart-money-concepts 0.0.27: when a close first passes the last swing, the lowest bar since that swing
 * (the last on a tie) is the block; falling, the highest. Where no bar lies between, the peer swaps its edges, and
 * so does this. The peer keeps levels in 32 bits: comparisons are made with those.
 *
 * It needs the future three times: swings are used from their own bar on, before they could be known; later swings
 * take them away; and a block that was broken is erased when price comes back through it, so what is left in the
 * history is what survived. Its MitigatedIndex is the bar before the break for rising blocks and the bar of the
 * break for falling ones; `brokenIndex` is the bar of the break for both.
 */
export function smcOb(bars: Bars, swings: SmcSwings): SmcOb {
  const column = () => new Float64Array(bars.length).fill(Number.NaN)
  const blocks = {
    ob: column(),
    top: column(),
    bottom: column(),
    confirmedIndex: column(),
    brokenIndex: column(),
  }
  const isBroken = new Uint8Array(bars.length)
  findBlocks({ bars, swings, blocks, isBroken, direction: 1 })
  findBlocks({ bars, swings, blocks, isBroken, direction: -1 })
  return blocks
}

type Search = {
  readonly bars: Bars
  readonly swings: SmcSwings
  readonly blocks: SmcOb
  /** Shared by both directions, as the peer has it. */
  readonly isBroken: Uint8Array
  readonly direction: 1 | -1
}

function findBlocks(search: Search): void {
  const { bars, swings, direction } = search
  const swingPrice = direction === 1 ? bars.high : bars.low
  let active: number[] = []
  let swing = NONE
  let isCrossed = false
  for (let i = 0; i < bars.length; i += 1) {
    active = active.filter((block) => isStillThere(search, block, i))
    const isPassed = swing !== NONE && direction * (bars.close[i]! - swingPrice[swing]!) > 0
    if (isPassed && !isCrossed) {
      isCrossed = true
      active.push(mark(search, swing, i))
    }
    if (swings.highLow[i] === direction) {
      swing = i
      isCrossed = false
    }
  }
}

/** Breaks a block when price passes its far edge, erases a broken one when price passes its near edge. */
function isStillThere({ bars, blocks, isBroken, direction }: Search, block: number, i: number) {
  const near = direction === 1 ? blocks.top : blocks.bottom
  const far = direction === 1 ? blocks.bottom : blocks.top
  const against = direction === 1 ? bars.low : bars.high
  const along = direction === 1 ? bars.high : bars.low
  if (isBroken[block] === 0) {
    if (direction * (against[i]! - Math.fround(far[block]!)) >= 0) return true
    isBroken[block] = 1
    blocks.brokenIndex[block] = i
    return true
  }
  if (direction * (along[i]! - Math.fround(near[block]!)) <= 0) return true
  for (const column of Object.values(blocks)) column[block] = Number.NaN
  return false
}

function mark({ bars, swings, blocks, direction }: Search, swing: number, i: number): number {
  const block = i - swing > 1 ? extremeBetween(bars, direction, swing + 1, i) : i - 1
  const isSwapped = i - swing <= 1
  blocks.ob[block] = direction
  blocks.top[block] = isSwapped && direction === 1 ? bars.low[block]! : bars.high[block]!
  blocks.bottom[block] = isSwapped && direction === 1 ? bars.high[block]! : bars.low[block]!
  blocks.confirmedIndex[block] = Math.max(i, swings.knownIndex[swing]!)
  return block
}

/** The last of the most extreme bars against the direction, from `start` up to but without `end`. */
function extremeBetween(bars: Bars, direction: 1 | -1, start: number, end: number): number {
  const prices = direction === 1 ? bars.low : bars.high
  let found = start
  for (let i = start + 1; i < end; i += 1) {
    if (direction * (prices[i]! - prices[found]!) <= 0) found = i
  }
  return found
}
