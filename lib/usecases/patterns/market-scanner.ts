import { assert } from '#core/assert.ts'
import type { Bars } from '#core/market/bars.ts'
import { MarketScan, type ScanFindings } from '#core/signals/market-scan.ts'

export type ScanRequest = {
  readonly datasetId: number
  /** The next closed minutes; all of them from the beginning when it is fresh. Theirs to keep. */
  readonly bars: Bars
  readonly isFresh: boolean
  /** Of minutes that opened up to then, what is found is known. */
  readonly knownTo: number
}

/** Remembers each market as its minutes have left it. */
export type MarketScanner = {
  scan(request: ScanRequest): ScanFindings | Promise<ScanFindings>
}

/** Scans in this thread. */
export function scanHere(): MarketScanner {
  const scans = new Map<number, MarketScan>()
  return {
    scan({ datasetId, bars, isFresh, knownTo }) {
      const scan = isFresh ? new MarketScan() : scans.get(datasetId)
      assert(scan !== undefined, 'a market is scanned from its beginning first')
      scans.set(datasetId, scan)
      return scan.next(bars, knownTo)
    },
  }
}
