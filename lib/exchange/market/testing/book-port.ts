import { EXECUTION, SELF_TRADE, SIDE } from '#core/matching/book-sink.ts'
import { OrderBook } from '#core/matching/order-book.ts'
import type {
  AgentLimitOrder,
  AgentPort,
  AgentSide,
  AgentSymbol,
  MarketTrade,
} from '../agent-port.ts'

/** The eight instruments, on the grids Binance gives them. */
export const EIGHT_SYMBOLS: readonly AgentSymbol[] = [
  aSymbol('BTC', '0.01', '0.00001'),
  aSymbol('ETH', '0.01', '0.0001'),
  aSymbol('SOL', '0.01', '0.001'),
  aSymbol('BNB', '0.01', '0.001'),
  aSymbol('XRP', '0.0001', '0.1'),
  aSymbol('ADA', '0.0001', '0.1'),
  aSymbol('DOGE', '0.00001', '1'),
  aSymbol('AVAX', '0.01', '0.01'),
]

export function aSymbol(base: string, tickSize: string, lotSize: string): AgentSymbol {
  return { symbol: `${base}USDT`, base, quote: 'USDT', tickSize, lotSize }
}

/** An exchange with nothing around its books: real matching, a told clock, no accounts. */
export type BookPort = AgentPort & {
  /** Set before each step: the time trades are stamped with. */
  now: number
  readonly trades: MarketTrade[]
  /** Every order and cancel sent through the port. */
  operations: number
  onTrade: (trade: MarketTrade) => void
}

export function createBookPort(symbols: readonly AgentSymbol[]): BookPort {
  const books = new Map(symbols.map(({ symbol }) => [symbol, createBook(symbol, tell)]))
  const port: BookPort = {
    symbols,
    now: 0,
    trades: [],
    operations: 0,
    onTrade: () => undefined,
    bestBid: (symbol) => priceOrNull(bookOf(symbol).book.bestBid()),
    bestAsk: (symbol) => priceOrNull(bookOf(symbol).book.bestAsk()),
    lotsAt: (symbol, side, priceTicks) => bookOf(symbol).book.lotsAt(SIDES[side], priceTicks),
    placeLimit: (order) => {
      port.operations += 1
      return bookOf(order.symbol).placeLimit(order)
    },
    placeMarket: ({ symbol, side, lots }) => {
      port.operations += 1
      return bookOf(symbol).placeMarket(side, lots)
    },
    cancel: (symbol, orderId) => {
      port.operations += 1
      bookOf(symbol).cancel(orderId)
    },
  }
  function bookOf(symbol: string): SymbolBook {
    const book = books.get(symbol)
    if (book === undefined) throw new RangeError(`no book for ${symbol}`)
    return book
  }
  function tell(trade: Omit<MarketTrade, 'at'>): void {
    const told = { ...trade, at: port.now }
    port.trades.push(told)
    port.onTrade(told)
  }
  return port
}

const SIDES = { buy: SIDE.BUY, sell: SIDE.SELL } as const

type SymbolBook = {
  readonly book: OrderBook
  placeLimit(order: AgentLimitOrder): number
  placeMarket(side: AgentSide, lots: number): number
  cancel(orderId: number): void
}

/** Order ids are never used twice; the book's handles are, as soon as their order has left. */
function createBook(symbol: string, tell: (trade: Omit<MarketTrade, 'at'>) => void): SymbolBook {
  const handles = new Map<number, number>()
  const idsByHandle: number[] = []
  const freeHandles: number[] = []
  let nextHandle = 1
  let nextId = 1
  let tradeId = 0
  let isTakerSelling = false
  const take = (): number => freeHandles.pop() ?? nextHandle++
  const forget = (handle: number): void => {
    freeHandles.push(handle)
    handles.delete(idsByHandle[handle] ?? 0)
  }
  const gone: number[] = []
  const book = new OrderBook({
    sink: {
      trade: (maker, _taker, priceTicks, lots, makerRemaining) => {
        tradeId += 1
        if (makerRemaining === 0) gone.push(maker)
        tell({ symbol, tradeId, priceTicks, lots, isBuyerMaker: isTakerSelling })
      },
      rested: () => undefined,
      removed: () => undefined,
    },
  })
  const settle = <T>(result: T): T => {
    for (const handle of gone.splice(0)) forget(handle)
    return result
  }
  return {
    book,
    placeLimit: ({ side, priceTicks, lots }) => {
      isTakerSelling = side === 'sell'
      const handle = take()
      const terms = [EXECUTION.GOOD_TIL_CANCELED, 0, SELF_TRADE.ALLOW] as const
      const isResting = book.place(handle, SIDES[side], priceTicks, lots, ...terms) > 0
      if (isResting) {
        handles.set(nextId, handle)
        idsByHandle[handle] = nextId
        nextId += 1
      } else freeHandles.push(handle)
      return settle(isResting ? nextId - 1 : 0)
    },
    placeMarket: (side, lots) => {
      isTakerSelling = side === 'sell'
      const handle = take()
      const filled = book.placeMarket(handle, SIDES[side], lots, 0, SELF_TRADE.ALLOW)
      freeHandles.push(handle)
      return settle(filled)
    },
    cancel: (orderId) => {
      const handle = handles.get(orderId)
      if (handle === undefined) return
      book.cancel(handle)
      forget(handle)
    },
  }
}

function priceOrNull(priceTicks: number): number | null {
  return priceTicks < 0 ? null : priceTicks
}
