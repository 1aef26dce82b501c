import { expect, test } from 'vitest'
import type { KillScope } from '#api/codecs/kill.ts'
import { venueIdOf } from '#core/market/instrument.ts'
import { createClientWithAccount } from '#test/builders/firm.ts'
import { openTestDatabase } from '#test/builders/open-test-database.ts'
import { createPerson } from '#test/builders/people.ts'
import { q } from '#test/builders.ts'
import { type OrderDesk, openOrderDesk } from '#test/order-desk.ts'
import { listAccounts } from '#usecases/accounts/list-accounts.ts'
import type { Context } from '#usecases/context.ts'
import { makeEffect, makeJointEffect } from '#usecases/make-effect.ts'
import { claimOrders } from '#usecases/orders/claim-orders.ts'
import { placeOrder } from '#usecases/orders/place-order.ts'
import { placeOrders } from '#usecases/orders/place-orders.ts'
import { engageKill } from './engage-kill.ts'
import { listKillRuns } from './list-kill-runs.ts'
import { releaseKill } from './release-kill.ts'

const clone = await openTestDatabase()

const ROUNDS = 30
const CLAIMERS = 4

const claim = (desk: OrderDesk) =>
  claimOrders(desk.runner, { lease: desk.lease, mayTradeLive: false, limit: 2 })

const stop = (ctx: Context, scope: KillScope, shown: object = {}) =>
  engageKill(ctx, {
    ...{ scope, pauseEntries: true, cancelAll: false, flatten: false, isDrill: false },
    reason: null,
    ...shown,
  })

/** The desk's context in the hands of somebody else. */
function as(desk: OrderDesk, userId: string): Context {
  const actor = { kind: 'person', id: userId, role: 'ADMIN', clientId: null } as const
  const parts = { ...desk.trader, actor }
  return { ...parts, effect: makeEffect(parts) }
}

test(`no claim commits after the switch has, in ${ROUNDS} rounds of racing claimers`, async () => {
  const desk = await openOrderDesk(clone)
  await placeOrders(
    desk.trader,
    Array.from({ length: 90 }, () => desk.order({ quantity: q('0.1') })),
  )
  let claimedInAll = 0
  for (let round = 0; round < ROUNDS; round++) {
    let isStopped = false
    let lateCount = 0
    const claimer = async () => {
      for (let claims = 0; claims < 3; claims++) {
        const wasStopped = isStopped
        const claimed = await claim(desk)
        claimedInAll += claimed.length
        if (wasStopped) lateCount += claimed.length
      }
    }
    const racing = Array.from({ length: CLAIMERS }, claimer)
    const run = await stop(desk.trader, { kind: 'firm' })
    isStopped = true
    const atCommit = await inDoubt(desk)
    await Promise.all(racing)
    expect([lateCount, await inDoubt(desk)]).toEqual([0, atCommit])
    await releaseKill(desk.trader, { killRunId: run.id })
  }
  expect(claimedInAll).toBe(await inDoubt(desk))
  expect(claimedInAll).toBeGreaterThan(0)
})

test.each(['firm', 'venue', 'client', 'account', 'book'] as const)(
  'a halt of its %s keeps an order from being decided and from being claimed, and lets it go after',
  async (kind) => {
    const desk = await openOrderDesk(clone)
    await placeOrder(desk.trader, desk.order())
    const run = await stop(desk.trader, scopeOf(desk, kind))
    expect(await claim(desk)).toEqual([])
    expect(await placeOrder(desk.trader, desk.order())).toMatchObject({
      state: 'DENIED',
      reason: 'TRADING_HALTED',
    })
    await releaseKill(desk.trader, { killRunId: run.id })
    expect(await claim(desk)).toHaveLength(1)
  },
)

test.each(['venue', 'client', 'account', 'book'] as const)(
  'a halt of another %s stops nobody else',
  async (kind) => {
    const desk = await openOrderDesk(clone)
    const other = await createClientWithAccount(desk.firm, 'Other')
    const scope =
      kind === 'venue'
        ? ({ kind, id: venueIdOf('kraken') } as const)
        : scopeOf({ ...desk, account: other }, kind)
    if (kind === 'venue') await addVenue(desk)
    await stop(desk.trader, scope)
    await placeOrder(desk.trader, desk.order())
    expect(await claim(desk)).toHaveLength(1)
  },
)

test('everybody sees who stopped the firm, when and why; a looser halt hides nothing of it', async () => {
  const desk = await openOrderDesk(clone)
  const ada = await createPerson(desk.firm, { name: 'Ada', role: 'ADMIN' })
  const run = await stop(as(desk, ada), { kind: 'firm' }, { reason: 'a fire' })
  const { items } = await listAccounts(desk.trader, {})
  expect(items).toMatchObject([
    {
      tradingState: 'HALTED',
      tradingReason: 'a fire',
      tradingChangedAt: desk.clock.now(),
      tradingChangedBy: 'Ada',
    },
  ])
  expect((await listKillRuns(desk.trader)).items).toMatchObject([
    {
      id: run.id,
      scope: { kind: 'firm' },
      scopeName: 'Firm',
      engagedBy: 'Ada',
      isDone: false,
      accounts: [{ accountId: desk.account.accountId, ordersOpen: null, isDone: false }],
    },
  ])
})

test('of two administrators the other one arms again, and the one alone may', async () => {
  const desk = await openOrderDesk(clone)
  const ada = as(desk, await createPerson(desk.firm, { name: 'Ada', role: 'ADMIN' }))
  const alone = await stop(ada, { kind: 'firm' })
  await releaseKill(ada, { killRunId: alone.id })
  const bob = as(desk, await createPerson(desk.firm, { name: 'Bob', role: 'ADMIN' }))
  const run = await stop(ada, { kind: 'firm' })
  await expect(releaseKill(ada, { killRunId: run.id })).rejects.toMatchObject({
    code: 'NOT_POSSIBLE_NOW',
    details: { reason: 'SECOND_ADMIN_NEEDED' },
  })
  expect(await placeOrder(desk.trader, desk.order())).toMatchObject({ reason: 'TRADING_HALTED' })
  expect(await releaseKill(bob, { killRunId: run.id })).toMatchObject({ releasedBy: 'Bob' })
  expect(await placeOrder(desk.trader, desk.order())).toMatchObject({ state: 'NEW' })
})

test('a scope that two runs hold stays halted until both are released', async () => {
  const desk = await openOrderDesk(clone)
  const [first, second] = [
    await stop(desk.trader, { kind: 'firm' }),
    await stop(desk.trader, { kind: 'firm' }),
  ]
  await releaseKill(desk.trader, { killRunId: first.id })
  expect(await placeOrder(desk.trader, desk.order())).toMatchObject({ reason: 'TRADING_HALTED' })
  await releaseKill(desk.trader, { killRunId: second.id })
  expect(await placeOrder(desk.trader, desk.order())).toMatchObject({ state: 'NEW' })
})

test('who is bound to a client is stopped with the firm, and told why', async () => {
  const desk = await openOrderDesk(clone)
  await stop(desk.trader, { kind: 'firm' }, { reason: 'a fire' })
  const { organizationId, clientId } = desk.account
  const db = clone.database.scoped({ organizationId, clientId })
  const parts = { ...desk.trader, db }
  const bound = { ...parts, jointEffect: makeJointEffect(parts) }
  expect(await placeOrder(bound, desk.order())).toMatchObject({ reason: 'TRADING_HALTED' })
  expect((await listKillRuns(bound)).items).toMatchObject([{ reason: 'a fire' }])
})

test('who is bound to a client stops that client and nothing else', async () => {
  const desk = await openOrderDesk(clone)
  const other = await createClientWithAccount(desk.firm, 'Other')
  const { organizationId, clientId } = desk.account
  const db = clone.database.scoped({ organizationId, clientId })
  const parts = { ...desk.trader, db }
  const bound = { ...parts, effect: makeEffect(parts) }
  await expect(stop(bound, { kind: 'firm' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(stop(bound, scopeOf({ ...desk, account: other }, 'client'))).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
  expect(await stop(bound, scopeOf(desk, 'client'))).toMatchObject({ isDone: false })
})

function scopeOf(
  { account }: Pick<OrderDesk, 'account'>,
  kind: 'firm' | 'venue' | 'client' | 'account' | 'book',
): KillScope {
  switch (kind) {
    case 'firm':
      return { kind }
    case 'venue':
      return { kind, id: venueIdOf('sim') }
    case 'client':
      return { kind, id: account.clientId }
    case 'account':
      return { kind, id: account.accountId }
    case 'book':
      return { kind, id: account.bookId }
  }
}

async function inDoubt({ orderPath, account }: OrderDesk): Promise<number> {
  return (await orderPath.listInDoubt(account.accountId)).length
}

function addVenue({ firm }: OrderDesk) {
  return firm.db.write((tx) =>
    tx.query({
      text: `INSERT INTO venue (id, name, kind, certification)
        VALUES ('kraken', 'Kraken', 'exchange', 'READ_ONLY') ON CONFLICT DO NOTHING`,
    }),
  )
}
