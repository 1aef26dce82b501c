import * as z from 'zod'
import type { SystemView } from '#api/codecs/report.ts'
import { unixMsOf } from '#core/time/time.ts'
import type { ProcessBeat } from '#store/read-processes.ts'

/** What a runner says in its heartbeat: lib/runtime/runner/account-roster.ts. Anything else says nothing here. */
const told = z.object({
  clockOffsetMs: z.record(z.string(), z.number()).catch({}).default({}),
  breakers: z
    .array(z.object({ name: z.string(), state: z.string(), sinceAt: z.number().nullable() }))
    .catch([])
    .default([]),
})

/** How the processes stand with the venues: whose clock is how far off, and which circuit is not closed. */
export function venueLinks(beats: readonly ProcessBeat[]): Pick<SystemView, 'circuits' | 'clocks'> {
  const details = beats.map(({ detail }) => told.parse(detail))
  const offsets = details.flatMap(({ clockOffsetMs }) => Object.entries(clockOffsetMs))
  const worst = Map.groupBy(offsets, ([venueId]) => venueId)
  return {
    clocks: [...worst].map(([venue, same]) => ({
      venue,
      offsetMs: same.map(([, offsetMs]) => offsetMs).reduce(further),
    })),
    circuits: details.flatMap(({ breakers }) =>
      breakers.map(({ name, state, sinceAt }) => {
        const [venue = name, kind = '', account = null] = name.split('/')
        return { venue, kind, account, state, sinceAt: sinceAt === null ? null : unixMsOf(sinceAt) }
      }),
    ),
  }
}

function further(a: number, b: number): number {
  return Math.abs(b) > Math.abs(a) ? b : a
}
