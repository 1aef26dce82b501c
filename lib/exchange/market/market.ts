import type { AgentPort, AgentSymbol, MarketTrade } from './agent-port.ts'
import type { LiveFeed, PriceFeed, RecordingFlaws, ReplayFeed } from './feeds/price-feed.ts'
import { Fundamentals } from './fundamentals.ts'
import { InstrumentAgents } from './instrument-agents.ts'
import { instrumentProfile } from './instrument-profile.ts'
import { MirrorAgents } from './mirror-agents.ts'

const SECOND_MS = 1_000
/** After a longer sleep the market wakes where it would have been a day later: nobody watched. */
const CATCH_UP_SECONDS_MAX = 86_400

export type Market = {
  /** Moves the market to `now`. A time already reached does nothing. */
  step(now: number): void
  /**
   * To be called for every trade as it happens. Trades that happen while the market itself is acting are
   * its own and are known to it; any other moves the makers' price.
   */
  onTrade(trade: MarketTrade): void
  /** What the screens have to say about where these prices come from. */
  describe(): MarketDescription
}

export type MarketDescription =
  | { readonly kind: 'simulated' }
  | {
      readonly kind: 'replay'
      /** For people: "replay of 2025-04-03". */
      readonly label: string
      readonly symbol: string
      readonly file: string
      /** After the end the instrument carries on as a simulation from the last price. */
      readonly state: 'playing' | 'ended'
      readonly playedAt: number
      readonly firstAt: number
      readonly lastAt: number
      readonly flaws: RecordingFlaws
    }
  | {
      readonly kind: 'live'
      readonly venue: string
      readonly symbols: readonly string[]
      /** Symbols whose quotes are withdrawn because the venue has been silent. */
      readonly staleSymbols: readonly string[]
      readonly failure: string | null
    }

/**
 * Starts the market: the same options and the same steps give the same orders and trades, as long as no
 * outsider trades. Instruments that the feed does not speak of are simulated.
 */
export function createMarket(options: {
  port: AgentPort
  seed: number
  startAt: number
  startPrices?: Readonly<Record<string, string>>
  feed?: PriceFeed
}): Market {
  const { port, seed, startAt, feed } = options
  const clock = { now: startAt, isActing: false }
  const second = Math.floor(startAt / SECOND_MS)
  const fundamentals = new Fundamentals({ symbols: port.symbols, seed, second })
  const replay = feed?.kind === 'replay' ? feed : undefined
  const live = feed?.kind === 'live' ? feed : undefined
  const stalls = port.symbols.map((symbol, index): Stall => {
    if (live?.symbols.includes(symbol.symbol)) {
      return mirrorStall(new MirrorAgents({ port, symbol, feed: live, startAt }), symbol.symbol)
    }
    const ownReplay = replay?.symbol === symbol.symbol ? replay : undefined
    const startPrice = Number(
      ownReplay?.startPrice ??
        options.startPrices?.[symbol.symbol] ??
        instrumentProfile(symbol.base).referencePrice,
    )
    const agents = new InstrumentAgents({ port, symbol, seed, startAt, startPrice })
    return simulatedStall({ agents, index, symbol, fundamentals, startAt, startPrice, ownReplay })
  })
  const stallsBySymbol = new Map(stalls.map((stall) => [stall.symbol, stall]))

  return {
    step: (now) => {
      if (now <= clock.now) return
      clock.now = now
      catchUp(fundamentals, Math.floor(now / SECOND_MS))
      clock.isActing = true
      try {
        for (const stall of stalls) stall.step(now)
      } finally {
        clock.isActing = false
      }
    },
    onTrade: (trade) => {
      if (!clock.isActing) stallsBySymbol.get(trade.symbol)?.onOutsideTrade(trade)
    },
    describe: () => {
      if (replay !== undefined) return describeReplay(replay, clock.now - startAt)
      if (live !== undefined) return describeLive(live, stalls, clock.now)
      return { kind: 'simulated' }
    },
  }
}

/** One instrument's place in the market, whoever trades there. */
type Stall = {
  readonly symbol: string
  step(now: number): void
  onOutsideTrade(trade: MarketTrade): void
  isStale(now: number): boolean
}

function mirrorStall(agents: MirrorAgents, symbol: string): Stall {
  return {
    symbol,
    step: (now) => agents.step(now),
    onOutsideTrade: () => undefined,
    isStale: (now) => agents.isStale(now),
  }
}

function simulatedStall(input: {
  agents: InstrumentAgents
  index: number
  symbol: AgentSymbol
  fundamentals: Fundamentals
  startAt: number
  startPrice: number
  ownReplay: ReplayFeed | undefined
}): Stall {
  const { agents, index, fundamentals, startAt, ownReplay } = input
  // What the simulated path must be raised by to stand where the price stands. A replay keeps moving it,
  // so that the simulation takes over without a step when the file ends.
  let offset = Math.log(input.startPrice)
  return {
    symbol: input.symbol.symbol,
    step: (now) => {
      const simulated = fundamentals.logPrices[index] ?? 0
      const played = ownReplay?.priceAfter(now - startAt) ?? null
      if (played !== null) offset = Math.log(played) - simulated
      const volatility = fundamentals.volatilities[index] ?? 1
      agents.step({ now, logPrice: simulated + offset, volatility })
    },
    onOutsideTrade: (trade) => agents.onOutsideTrade(trade),
    isStale: () => false,
  }
}

function catchUp(fundamentals: Fundamentals, second: number): void {
  for (let i = 0; i < CATCH_UP_SECONDS_MAX && fundamentals.second < second; i += 1) {
    fundamentals.advance()
  }
}

function describeReplay(feed: ReplayFeed, elapsedMs: number): MarketDescription {
  const playedAt = feed.recordedAt(elapsedMs)
  const isPlaying = elapsedMs < feed.durationMs
  const date = new Date(playedAt).toISOString().slice(0, 'yyyy-mm-dd'.length)
  const ending = isPlaying ? '' : ', ended; simulated since'
  return {
    kind: 'replay',
    label: `replay of ${date}${ending}`,
    symbol: feed.symbol,
    file: feed.file,
    state: isPlaying ? 'playing' : 'ended',
    playedAt,
    firstAt: feed.firstAt,
    lastAt: feed.lastAt,
    flaws: feed.flaws,
  }
}

function describeLive(feed: LiveFeed, stalls: readonly Stall[], now: number): MarketDescription {
  return {
    kind: 'live',
    venue: feed.venue,
    symbols: feed.symbols,
    staleSymbols: stalls.filter((stall) => stall.isStale(now)).map((stall) => stall.symbol),
    failure: feed.failure(),
  }
}
