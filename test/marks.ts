import { afterAll } from 'vitest'
import * as z from 'zod'
import { AppError } from '#api/app-error.ts'
import { endpoint } from '#api/endpoint.ts'
import type { RequestContext } from '#http/request-context.ts'
import { createClientWithAccount, createFirm } from './builders/firm.ts'
import { type TestDatabase, testDatabase } from './database.ts'
import { ask, signedIn, testWebHouse } from './web-house.ts'

const leaveMark = endpoint({
  name: 'leaveMark',
  method: 'POST',
  path: '/api/v1/marks',
  permission: 'orders:place',
  limit: 'cancel',
  idempotent: true,
  summary: '',
  body: z.strictObject({ note: z.string(), size: z.number().optional() }),
  result: z.object({ number: z.number(), note: z.string() }),
  status: 201,
})
type Mark = { readonly number: number; readonly note: string }

/** The note of a mark whose making fails after it was made. */
export const BROKEN = 'broken'

/** A web house with one endpoint whose effect can be counted: a decision, as placing an order is one. */
export type MarkHouse = {
  readonly house: ReturnType<typeof testWebHouse>
  readonly clone: TestDatabase
  readonly organizationId: string
  /** The cookie of somebody else who may leave marks. */
  another(): Promise<string>
  post(key: string | null, body: unknown, cookie?: string): Promise<Response>
  countOf(note: string): Promise<number>
}

/** Call it once per file. */
export async function openMarkHouse(): Promise<MarkHouse> {
  const clone = await testDatabase()
  const house = testWebHouse(clone)
  afterAll(async () => {
    await house.database.close()
    await clone[Symbol.asyncDispose]()
  })
  await clone.ownerPool.query('CREATE TABLE effect (number serial, note text)')
  await clone.ownerPool.query('GRANT ALL ON effect, effect_number_seq TO truebook_app')
  const firm = await createFirm(house.database)
  const { organizationId } = firm
  const { accountId } = await createClientWithAccount(firm)
  const trader = await signedIn(house, { organizationId, role: 'TRADER' })
  const mark = async (ctx: RequestContext, { note }: { readonly note: string }) =>
    ctx.effect(
      {
        accountId,
        audit: () => ({ action: 'mark.leave', targetKind: 'mark', targetId: note, data: {} }),
      },
      async (tx) => {
        const text = 'INSERT INTO effect (note) VALUES ($1) RETURNING number, note'
        const [row] = await tx.query<Mark>({ text, values: [note] })
        if (note === BROKEN) throw new AppError('CONFLICT', { public: 'Broken.' })
        return row
      },
    )
  return {
    house,
    clone,
    organizationId,
    another: async () => (await signedIn(house, { organizationId, role: 'TRADER' })).cookie,
    post: (key, body, cookie = trader.cookie) =>
      ask(house, [[leaveMark, mark]], {
        method: 'POST',
        cookie,
        body,
        headers: key === null ? {} : { 'idempotency-key': key },
      }),
    countOf: async (note) => {
      const found = await clone.ownerPool.query('SELECT FROM effect WHERE note = $1', [note])
      return found.rowCount ?? 0
    },
  }
}
