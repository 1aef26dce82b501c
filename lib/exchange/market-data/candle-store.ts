import {
  closeSync,
  existsSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { type Candle, MinuteCandles } from './minute-candles.ts'

const WORDS = 10
const RECORD_BYTES = WORDS * 8

/**
 * One file per symbol with a record of eighty bytes per minute, in order. Finished minutes are written once, the
 * running one again with every save. A torn last record is left out.
 */
export class CandleStore {
  private readonly folder: string
  private readonly descriptors = new Map<string, number>()
  private readonly savedLengths = new Map<string, number>()

  constructor(folder: string) {
    this.folder = folder
    mkdirSync(folder, { recursive: true })
  }

  /** The stored minutes, or null when the symbol has none yet. */
  load(symbol: string): MinuteCandles | null {
    const path = this.pathOf(symbol)
    if (!existsSync(path)) return null
    const bytes = readFileSync(path)
    const candles = new MinuteCandles()
    for (let at = 0; at + RECORD_BYTES <= bytes.length; at += RECORD_BYTES) {
      candles.append(decode(bytes, at))
    }
    this.savedLengths.set(symbol, candles.length)
    return candles.length === 0 ? null : candles
  }

  /** Writes what is new since the last save, and the running minute. */
  save(symbol: string, candles: MinuteCandles): void {
    if (candles.length === 0) return
    const from = Math.max(0, (this.savedLengths.get(symbol) ?? 0) - 1)
    const bytes = Buffer.alloc((candles.length - from) * RECORD_BYTES)
    for (let i = from; i < candles.length; i++) {
      encode(candles.at(i), bytes, (i - from) * RECORD_BYTES)
    }
    writeSync(this.descriptorOf(symbol), bytes, 0, bytes.length, from * RECORD_BYTES)
    this.savedLengths.set(symbol, candles.length)
  }

  /** Puts a new history in the place of whatever was stored. */
  replace(symbol: string, candles: MinuteCandles): void {
    ftruncateSync(this.descriptorOf(symbol))
    this.savedLengths.set(symbol, 0)
    this.save(symbol, candles)
  }

  close(): void {
    for (const descriptor of this.descriptors.values()) closeSync(descriptor)
    this.descriptors.clear()
  }

  private pathOf(symbol: string): string {
    return join(this.folder, `${symbol}.minutes`)
  }

  private descriptorOf(symbol: string): number {
    const known = this.descriptors.get(symbol)
    if (known !== undefined) return known
    const path = this.pathOf(symbol)
    const descriptor = openSync(path, existsSync(path) ? 'r+' : 'w+')
    this.descriptors.set(symbol, descriptor)
    return descriptor
  }
}

function encode(candle: Candle, bytes: Buffer, at: number): void {
  const numbers = [
    candle.openAt,
    candle.open,
    candle.high,
    candle.low,
    candle.close,
    candle.lots,
    candle.trades,
    candle.buyLots,
  ]
  for (const [i, value] of numbers.entries()) bytes.writeDoubleLE(value, at + i * 8)
  bytes.writeBigInt64LE(candle.tickLots, at + 64)
  bytes.writeBigInt64LE(candle.buyTickLots, at + 72)
}

function decode(bytes: Buffer, at: number): Candle {
  const word = (index: number) => bytes.readDoubleLE(at + index * 8)
  return {
    openAt: word(0),
    open: word(1),
    high: word(2),
    low: word(3),
    close: word(4),
    lots: word(5),
    trades: word(6),
    buyLots: word(7),
    tickLots: bytes.readBigInt64LE(at + 64),
    buyTickLots: bytes.readBigInt64LE(at + 72),
  }
}
