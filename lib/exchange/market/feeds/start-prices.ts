import type { PriceFeed } from './price-feed.ts'

/**
 * Where the symbols of a feed begin: the first recorded price, or the best bid a live venue has told. A made
 * history that ends there (`endPrices`) joins what the feed brings.
 */
export function feedStartPrices(feed: PriceFeed): Record<string, string> {
  if (feed.kind === 'replay') return { [feed.symbol]: feed.startPrice }
  const prices: Record<string, string> = {}
  for (const symbol of feed.symbols) {
    const best = feed.book(symbol)?.bids[0]
    if (best !== undefined) prices[symbol] = best[0]
  }
  return prices
}
