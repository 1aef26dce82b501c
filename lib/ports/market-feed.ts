import type { PublicChannel, PublicPayload } from '#api/stream.ts'
import type { InstrumentId } from '#core/market/instrument.ts'

/** An instrument and what the venue calls it. */
export type FeedListing = {
  readonly instrumentId: InstrumentId
  readonly venueSymbol: string
}

export type FeedListener<Kind extends PublicChannel = PublicChannel> = {
  /** The newest state; for trades, those that are new. */
  onData(data: PublicPayload<Kind>): void
  /** Whether the venue can be heard. Called once at the start and at every change. */
  onSilence(isSilent: boolean): void
}

/** A venue's public market data, read without any key. Costs nothing while nobody watches. */
export type MarketFeed = {
  /** Begins to tell the listener; what it returns ends that. Watching the same twice is two watches. */
  watch<Kind extends PublicChannel>(
    kind: Kind,
    listing: FeedListing,
    listener: FeedListener<Kind>,
  ): () => void
  /** Tells whether the venue can be heard at all, now and at every change; what it returns ends that. */
  watchSilence(onSilence: (isSilent: boolean) => void): () => void
  close(): void
}
