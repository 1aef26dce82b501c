import { z } from 'zod'
import { AppError } from '#api/app-error.ts'
import { SECOND_MS } from '#core/time/time.ts'
import type { MarketLabel, PaperDesk } from '#ports/venue-keys.ts'

export const PAPER_DESK_TIMEOUT_MS = 10 * SECOND_MS
const openedShape = z.object({ apiKey: z.string().min(1), apiSecret: z.string().min(1) })
const healthShape = z.object({
  market: z.discriminatedUnion('kind', [
    z.object({ kind: z.enum(['simulated', 'empty']) }),
    z.object({ kind: z.literal('replay'), label: z.string(), symbol: z.string() }),
    z.object({ kind: z.literal('live'), venue: z.string(), symbols: z.array(z.string()) }),
  ]),
})

/** Speaks to the simulated exchange's control port, which only this machine reaches. */
export function openPaperDesk(controlUrl: string): PaperDesk {
  const ask = async <T>(shape: z.ZodType<T>, path: string, init: RequestInit): Promise<T> => {
    const signal = AbortSignal.timeout(PAPER_DESK_TIMEOUT_MS)
    const response = await fetch(controlUrl + path, { ...init, signal })
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
    return shape.parse(await response.json())
  }
  return {
    async describeMarket() {
      try {
        const { market } = await ask(healthShape, '/health', { method: 'GET' })
        return labelOf(market)
      } catch (cause) {
        throw unreachable('The simulated exchange did not say where its prices come from.', cause)
      }
    },
    async openAccount(terms) {
      try {
        return await ask(openedShape, '/accounts', { method: 'POST', body: JSON.stringify(terms) })
      } catch (cause) {
        throw unreachable(
          'The simulated exchange did not open an account. It is asked again.',
          cause,
        )
      }
    },
  }
}

function labelOf(market: z.output<typeof healthShape>['market']): MarketLabel | null {
  switch (market.kind) {
    case 'replay':
      return { text: market.label, venueSymbols: [market.symbol] }
    case 'live':
      return { text: `prices of ${market.venue}`, venueSymbols: market.symbols }
    default:
      return null
  }
}

function unreachable(what: string, cause: unknown): AppError {
  return new AppError('VENUE_UNREACHABLE', { public: what, cause })
}
