import { expect, test } from 'vitest'
import { openTestDatabase } from '#test/builders/open-test-database.ts'
import { type OrderDesk, openOrderDesk } from '#test/order-desk.ts'
import { pauseAccount } from './pause-account.ts'
import { resumeAccount } from './resume-account.ts'

const clone = await openTestDatabase()

test('a halted account tells since when and by whom; halting it again changes neither', async () => {
  const desk = await openOrderDesk(clone)
  const { accountId } = desk.account
  const { trader } = desk
  const since = desk.clock.now()
  await nameTrader(desk)
  const halted = await pauseAccount(trader, { accountId, reason: 'lunch' })
  expect([halted.tradingChangedAt, halted.tradingChangedBy]).toEqual([since, 'Ada'])
  desk.clock.advance(60_000)
  const again = await pauseAccount(trader, { accountId, reason: 'a long lunch' })
  expect(again).toMatchObject({ tradingChangedAt: since, tradingReason: 'a long lunch' })
  const resumed = await resumeAccount(trader, { accountId })
  expect(resumed).toMatchObject({ tradingState: 'ACTIVE', tradingChangedAt: since + 60_000 })
})

test('what the house decides names nobody, until a person decides the same', async () => {
  const desk = await openOrderDesk(clone)
  await nameTrader(desk)
  const house = { ...desk.trader, actor: { ...desk.trader.actor, kind: 'runner' as const } }
  const { accountId } = desk.account
  expect(await pauseAccount(house, { accountId, reason: 'CLOCK_SKEW' })).toMatchObject({
    tradingChangedBy: null,
    tradingChangedAt: desk.clock.now(),
  })
  expect(await pauseAccount(desk.trader, { accountId, reason: null })).toMatchObject({
    tradingChangedBy: 'Ada',
    tradingReason: null,
  })
})

function nameTrader({ firm, trader }: OrderDesk) {
  return firm.db.write((tx) =>
    tx.query({
      text: `INSERT INTO "user" (id, email, name, password_hash, created_at)
             VALUES ($1::uuid, $1::text || '@example.test', 'Ada', 'none', now())`,
      values: [trader.actor.id],
    }),
  )
}
