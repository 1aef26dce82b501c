import fc from 'fast-check'
import { afterAll, expect, test, vi } from 'vitest'
import * as z from 'zod'
import { ALL_ENDPOINTS } from '#api/all-endpoints.ts'
import { PUBLIC_PAYLOADS, serverMessage } from '#api/stream.ts'
import { wireSamples } from '#test/wire-samples.ts'
import type { Schema } from './schema.ts'

const RUNS = 10

vi.resetModules()
vi.doMock('zod', () => import('./zod.ts'))
const browsers = {
  endpoints: (await import('#api/all-endpoints.ts')).ALL_ENDPOINTS,
  stream: await import('#api/stream.ts'),
}
afterAll(() => vi.doUnmock('zod'))

type Pair = readonly [name: string, zods: z.ZodType, ours: Schema]

const PAIRS: readonly Pair[] = [
  ...ALL_ENDPOINTS.flatMap((endpoint, place) => pairsOf(endpoint, browsers.endpoints[place])),
  ['a message of the stream', serverMessage, ours(browsers.stream.serverMessage)],
  ...Object.entries(PUBLIC_PAYLOADS).map(
    ([kind, payload]): Pair => [
      kind,
      payload,
      ours(Object.entries(browsers.stream.PUBLIC_PAYLOADS).find(([each]) => each === kind)?.[1]),
    ],
  ),
]

test.each(PAIRS)('%s is read and written in the browser as zod does', (_name, zods, browsers) => {
  let read = 0
  fc.assert(
    fc.property(wireSamples(zods), damages, (sample, damage) => {
      for (const wire of [sample, damage(sample)]) {
        const expected = zods.safeParse(wire)
        const found = browsers.safeParse(wire)
        expect(found.success, JSON.stringify(wire)).toBe(expected.success)
        if (!expected.success || !found.success) continue
        read += 1
        expect(found.data).toEqual(expected.data)
        expect(browsers.encode(found.data)).toEqual(z.encode(zods, expected.data))
      }
    }),
    { numRuns: RUNS },
  )
  expect(read).toBeGreaterThan(0)
})

function pairsOf(
  { name, params, query, body, result }: (typeof ALL_ENDPOINTS)[number],
  browsers: unknown,
): Pair[] {
  const theirs = browsers as Readonly<Record<string, unknown>>
  return [
    [`${name}, its path`, params, ours(theirs['params'])],
    [`${name}, its query`, query, ours(theirs['query'])],
    ...(body === null ? [] : [[`${name}, its body`, body, ours(theirs['body'])] as const]),
    [`${name}, its answer`, result, ours(theirs['result'])],
  ]
}

/** Made by the browser's reading while the compiler sees zod. */
function ours(schema: unknown): Schema {
  return schema as Schema
}

/** One field is gone, another thing, or too many; or the whole is something else. */
const damages: fc.Arbitrary<(sample: unknown) => unknown> = fc
  .tuple(fc.nat(), fc.constantFrom(undefined, null, -1, 'x', 1.5, {}, [], '0'))
  .map(([place, instead]) => (sample: unknown) => {
    if (typeof sample !== 'object' || sample === null) return instead
    const keys = [...Object.keys(sample), 'strange']
    return Object.assign(structuredClone(sample), { [keys[place % keys.length] ?? '']: instead })
  })
