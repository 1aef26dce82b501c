/** Where prices come from when the market does not make them itself. */
export type PriceFeed = ReplayFeed | LiveFeed

/** A recorded price path, played once at the speed of the wall clock. */
export type ReplayFeed = {
  readonly kind: 'replay'
  readonly symbol: string
  readonly file: string
  /** The first price of the file, as it stands there: where a made history has to end. */
  readonly startPrice: string
  /** The recorded time of the first and the last moment. */
  readonly firstAt: number
  readonly lastAt: number
  /** How long the file plays, skipped gaps left out. */
  readonly durationMs: number
  readonly flaws: RecordingFlaws
  /** The price after so much playing, null once the file is over. */
  priceAfter(elapsedMs: number): number | null
  /** The recorded time that is playing then. */
  recordedAt(elapsedMs: number): number
}

/** What was wrong with a recording and was dealt with: nothing is repaired silently. */
export type RecordingFlaws = {
  readonly rows: number
  /** Rows left out because a price was missing, not positive, or outside its own high and low. */
  readonly invalidRows: number
  /** Rows left out because an earlier row had their time. */
  readonly duplicateRows: number
  /** Rows that stood before an earlier time; sorted into place. */
  readonly outOfOrderRows: number
  readonly gaps: number
  readonly missingBars: number
  /** Recorded time that is jumped over because nothing happened for long. */
  readonly skippedMs: number
}

/** A real venue's public books and trades, as last heard. Reading never waits. */
export type LiveFeed = {
  readonly kind: 'live'
  readonly venue: string
  /** Symbols of the exchange that the venue has too. */
  readonly symbols: readonly string[]
  /** Null until the venue has spoken. */
  book(symbol: string): VenueBook | null
  /** Trades since the last call, oldest first. */
  takeTrades(symbol: string): readonly VenueTrade[]
  /** What went wrong last, null while all is well. */
  failure(): string | null
  /** Resolves once the venue has told the book of every symbol. */
  readonly complete: Promise<void>
  close(): Promise<void>
}

/** [price, quantity] as text, exactly as the venue wrote them; best first. */
export type VenueLevel = readonly [price: string, quantity: string]

export type VenueBook = {
  /** Grows with every update, so that a reader sees at once whether anything is new. */
  readonly version: number
  readonly bids: readonly VenueLevel[]
  readonly asks: readonly VenueLevel[]
}

export type VenueTrade = {
  readonly side: 'buy' | 'sell'
  readonly price: string
  readonly quantity: string
}

/** How a venue is heard: an adapter calls the listener from `start` until `close`. */
export type LiveSource = {
  readonly venue: string
  /** Resolves with the symbols that the venue lists, once listening has begun. */
  start(listener: LiveListener): Promise<readonly string[]>
  close(): Promise<void>
}

export type LiveListener = {
  /** The whole visible book of a symbol. */
  onBook(symbol: string, bids: readonly VenueLevel[], asks: readonly VenueLevel[]): void
  onTrade(symbol: string, trade: VenueTrade): void
  /** The source keeps trying; the text says what failed. */
  onFailure(message: string): void
}
