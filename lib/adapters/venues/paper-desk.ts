import { z } from 'zod'
import { AppError } from '#api/app-error.ts'
import { SECOND_MS } from '#core/time/time.ts'
import type { PaperDesk } from '#ports/venue-keys.ts'

export const PAPER_DESK_TIMEOUT_MS = 10 * SECOND_MS
const openedShape = z.object({ apiKey: z.string().min(1), apiSecret: z.string().min(1) })

/** Opens accounts through the simulated exchange's control port, which only this machine reaches. */
export function openPaperDesk(controlUrl: string): PaperDesk {
  return {
    async openAccount(terms) {
      try {
        const response = await fetch(`${controlUrl}/accounts`, {
          method: 'POST',
          body: JSON.stringify(terms),
          signal: AbortSignal.timeout(PAPER_DESK_TIMEOUT_MS),
        })
        if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
        return openedShape.parse(await response.json())
      } catch (cause) {
        throw new AppError('VENUE_UNREACHABLE', {
          public: 'The simulated exchange did not open an account. It is asked again.',
          cause,
        })
      }
    },
  }
}
