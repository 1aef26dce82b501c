import fc from 'fast-check'
import { afterAll, expect, test, vi } from 'vitest'
import type * as z from 'zod'
import type { Schema } from '#browser/schema/schema.ts'
import { wireSamples } from '#test/wire-samples.ts'

const RUNS = 20

async function keptSchemas() {
  const { appearanceSchema } = await import('#browser/appearance.ts')
  const { chartMemorySchema } = await import('#components/market/chart/chart-memory.ts')
  const { drawingsSchema } = await import('#components/market/chart/drawings.ts')
  const { indicatorsSchema } = await import('#components/market/chart/indicator-choice.ts')
  const { layoutSchema } = await import('#components/market/layout/layout-preference.ts')
  const { arrangementSchema } = await import('#components/ui/table-arrangement.ts')
  return {
    appearanceSchema,
    chartMemorySchema,
    drawingsSchema,
    indicatorsSchema,
    layoutSchema,
    arrangementSchema,
  }
}

const byZod = await keptSchemas()
vi.resetModules()
vi.doMock('zod', () => import('#browser/schema/zod.ts'))
// Made by the browser's reader while the compiler sees zod.
const inBrowser = (await keptSchemas()) as unknown as Readonly<Record<string, Schema>>
afterAll(() => vi.doUnmock('zod'))

test.each(Object.entries<z.ZodType>(byZod))(
  'what a person prefers is read in the browser as zod reads it: %s',
  (name, zods) => {
    fc.assert(
      fc.property(fc.oneof(wireSamples(zods), fc.jsonValue()), (kept) => {
        const expected = zods.safeParse(kept)
        const found = inBrowser[name]?.safeParse(kept)
        expect(found?.success).toBe(expected.success)
        if (found?.success && expected.success) expect(found.data).toEqual(expected.data)
      }),
      { numRuns: RUNS },
    )
  },
)
