import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import * as z from 'zod'
import * as environment from '#runtime/env.ts'
import { exchangeEnv } from '#runtime/exchange-env.ts'

const example = readFileSync(resolve(import.meta.dirname, '..', '.env.example'), 'utf8')
/** `NAME=` must be set, `# NAME=default` need not. */
const VARIABLE = /^(?:# ?)?([A-Z][A-Z0-9_]*)=(.*)$/

test('.env.example names every variable that a process reads, with its default, and no other', () => {
  const shown = example.split('\n').flatMap((line) => {
    const [, name, value] = VARIABLE.exec(line) ?? []
    return name === undefined ? [] : [[name, value] as const]
  })
  const read = [...Object.values(environment), exchangeEnv]
    .filter((exported) => exported instanceof z.ZodObject)
    .flatMap((schema) => Object.entries(schema.shape))
    .map(([name, field]) => [name, defaultOf(field)] as const)
  expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(read))
})

/** As it would be written: empty where there is none. */
function defaultOf(field: unknown): string {
  const result = field instanceof z.ZodType ? field.safeParse(undefined) : { success: false }
  return 'data' in result && result.data !== undefined ? String(result.data) : ''
}
