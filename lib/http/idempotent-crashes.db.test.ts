import fc from 'fast-check'
import type pg from 'pg'
import { expect, test } from 'vitest'
import { openMarkHouse } from '#test/marks.ts'
import { propertyRuns } from '#test/property-runs.ts'

const { house, post, countOf } = await openMarkHouse()
const RUNS = { numRuns: propertyRuns(12) }
const COMMANDS_MAX = 10
const KEYS = 3

/** What happens to the connection of the next transaction when it commits. */
type Cut = 'none' | 'before commit' | 'after commit'
let cut: Cut = 'none'
const { pool } = house.database
const connect = pool.connect.bind(pool) as (...asked: unknown[]) => Promise<pg.PoolClient>
/** The pool's own calls pass a callback; transactions do not. */
pool.connect = ((...asked: unknown[]) =>
  asked.length > 0 ? connect(...asked) : connect().then(cuttable)) as typeof pool.connect

function cuttable(client: pg.PoolClient): pg.PoolClient {
  return new Proxy(client, {
    get(target, name) {
      const value = Reflect.get(target, name)
      if (name === 'query') return (...asked: unknown[]) => queryOrCut(target, asked)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

/** The connection is lost around a COMMIT: one side knows whether it happened, the other does not. */
async function queryOrCut(client: pg.PoolClient, asked: unknown[]): Promise<unknown> {
  const query = client.query.bind(client) as (...asked: unknown[]) => Promise<unknown>
  const [text] = asked
  const isCommit = typeof text === 'string' && text.startsWith('COMMIT')
  const told = isCommit ? cut : 'none'
  if (told === 'none') return query(...asked)
  cut = 'none'
  if (told === 'after commit') await query(...asked)
  await query('SELECT pg_terminate_backend(pg_backend_pid())').catch(() => undefined)
  throw new Error('Connection terminated unexpectedly')
}

/** What a client knows: for each key the note that took effect, and its answer once it was heard. */
type Known = {
  readonly run: number
  readonly taken: Map<string, { note: string; answer?: string }>
}
type Command = fc.AsyncCommand<Known, object>

class Send implements Command {
  readonly key: number
  readonly note: string
  readonly cut: Cut
  readonly count: number

  constructor(key: number, note: string, how: { readonly cut: Cut; readonly count: number }) {
    this.key = key
    this.note = note
    this.cut = how.cut
    this.count = how.count
  }

  check(): boolean {
    return true
  }

  async run({ run, taken }: Known): Promise<void> {
    const [key, note] = [`${run}-${this.key}`, `${run}-${this.key}-${this.note}`]
    const before = taken.get(key)
    cut = this.cut
    const answers = await Promise.all(
      Array.from({ length: this.count }, async () => {
        const answer = await post(key, { note })
        return { status: answer.status, text: await answer.text() }
      }),
    )
    const heard = answers.filter(({ status }) => status === 201).map(({ text }) => text)
    const isTaken = before === undefined && (heard.length > 0 || this.isCutAfter())
    if (isTaken) taken.set(key, { note })
    cut = 'none'
    const now = taken.get(key)
    if (now?.note === note) {
      const same = new Set(now.answer === undefined ? heard : [...heard, now.answer])
      expect(same.size, 'all answers to one key are the same bytes').toBeLessThanOrEqual(1)
      const [answer] = heard
      if (answer !== undefined) now.answer = answer
    } else if (now !== undefined) {
      expect(answers.every(({ status }) => status === 422)).toBe(true)
    }
    expect(await countOf(note), `the effects of ${note}`).toBe(now?.note === note ? 1 : 0)
  }

  toString(): string {
    return `send(${this.key}, ${this.note}, ${this.cut}, ${this.count} times)`
  }

  private isCutAfter(): boolean {
    return this.cut === 'after commit'
  }
}

const someCommand: fc.Arbitrary<Command> = fc
  .record({
    key: fc.nat(KEYS - 1),
    note: fc.constantFrom('one', 'other'),
    cut: fc.constantFrom<Cut>('none', 'none', 'before commit', 'after commit'),
    count: fc.constantFrom(1, 1, 5),
  })
  .map(({ key, note, ...how }) => new Send(key, note, how))

test('whatever is repeated, changed or cut off, a key has one effect at most and one answer', async () => {
  let run = 0
  await fc.assert(
    fc.asyncProperty(
      fc.commands([someCommand], { maxCommands: COMMANDS_MAX }),
      async (commands) => {
        const model = { run: run++, taken: new Map() }
        await fc.asyncModelRun(() => ({ model, real: {} }), commands)
      },
    ),
    RUNS,
  )
})
