import { expect, test } from 'vitest'
import { unixMsOf } from '#core/time/time.ts'
import { q } from '#test/builders.ts'
import {
  AT,
  CLAIMED,
  claimable,
  claimWish,
  leaseOf,
  newOrder,
  type OpenRig,
  write,
} from './order-path-rig.ts'

/** An account has one runner at a time. */
export function testLeases(openRig: OpenRig): void {
  test('a lease has one holder until it runs out or is given back, and every new holder a greater token', async () => {
    const rig = await openRig()
    const { store, account } = rig
    const other = { ...account, holder: 'runner-2', ttlMs: 60_000 }
    const lease = await leaseOf(rig)
    expect(await store.acquireLease(other)).toBeNull()
    expect((await leaseOf(rig)).token).toBe(lease.token)
    await store.releaseLease(lease)
    const second = await store.acquireLease(other)
    expect(Number(second?.token)).toBeGreaterThan(Number(lease.token))
    expect(await store.renewLeases([lease], 60_000)).toEqual([])
    await store.releaseLease(lease)
    expect(await store.acquireLease({ ...account, holder: 'runner-3', ttlMs: 60_000 })).toBeNull()
  })

  test('a lease that ran out is renewed by its holder unless somebody took it over', async () => {
    const rig = await openRig()
    const { store, account } = rig
    const lease = await leaseOf(rig, 'runner-1', -1)
    expect(await store.renewLeases([lease], -1)).toEqual([lease])
    expect(
      await store.acquireLease({ ...account, holder: 'runner-2', ttlMs: 60_000 }),
    ).not.toBeNull()
    expect(await store.renewLeases([lease], 60_000)).toEqual([])
  })
}

/** What may be sent, and what no claim gets past. */
export function testClaims(openRig: OpenRig): void {
  test('orders are claimable oldest first, up to the limit, under a living lease of this token only', async () => {
    const rig = await openRig()
    const older = newOrder(rig, { createdAt: unixMsOf(AT - 1) })
    const newer = newOrder(rig)
    const canceled = newOrder(rig, { cancelRequestedAt: AT })
    await write(rig, { newOrders: [newer, older, canceled, newOrder(rig, CLAIMED)] })
    const lease = await leaseOf(rig)
    expect(await claimable(rig, claimWish(lease))).toEqual([older.id, newer.id])
    expect(await claimable(rig, claimWish(lease, { limit: 1 }))).toEqual([older.id])
    expect(await claimable(rig, claimWish({ ...lease, token: '999' }))).toEqual([])
    expect(await claimable(rig, claimWish({ ...lease, holder: 'runner-2' }))).toEqual([])
    expect(await claimable(rig, claimWish(lease, { sendWindowMs: 61_000 }))).toEqual([])
  })

  test('a halted account claims nothing, a reducing one only what reduces', async () => {
    const rig = await openRig()
    const reducing = newOrder(rig, { side: 'sell', reduceOnly: true })
    await write(rig, { newOrders: [newOrder(rig), reducing] })
    const lease = await leaseOf(rig)
    await rig.halt('REDUCING')
    expect(await claimable(rig, claimWish(lease))).toEqual([reducing.id])
    await rig.halt('HALTED')
    expect(await claimable(rig, claimWish(lease))).toEqual([])
    await rig.halt('ACTIVE')
    expect(await claimable(rig, claimWish(lease))).toHaveLength(2)
  })

  test('an order in a silent market waits for a quote, until it is too old to be sent at all', async () => {
    const rig = await openRig()
    const order = newOrder(rig, { instrumentId: rig.silentInstrumentId })
    await write(rig, { newOrders: [order] })
    const lease = await leaseOf(rig)
    expect(await claimable(rig, claimWish(lease))).toEqual([])
    const late = claimWish(lease, { madeBefore: unixMsOf(AT + 1) })
    expect(await claimable(rig, late)).toEqual([order.id])
  })

  test('a replacement is claimable once what it replaces is closed with all its fills booked', async () => {
    const rig = await openRig()
    const old = newOrder(rig, { ...CLAIMED, state: 'WORKING', sentAt: AT })
    const replacement = newOrder(rig, { replacesOrderId: old.id })
    await write(rig, { newOrders: [old] })
    await write(rig, { newOrders: [replacement] })
    const lease = await leaseOf(rig)
    expect(await claimable(rig, claimWish(lease))).toEqual([])
    const closed = { ...old, state: 'CANCELED', closedFilledQuantity: q('0.5') } as const
    await write(rig, { orders: [closed] })
    expect(await claimable(rig, claimWish(lease))).toEqual([])
    await write(rig, { orders: [{ ...closed, filledQuantity: q('0.5') }] })
    expect(await claimable(rig, claimWish(lease))).toEqual([replacement.id])
  })

  test('a stop waits for the claims that are open, and nothing is claimable after it', async () => {
    const rig = await openRig()
    await write(rig, { newOrders: [newOrder(rig)] })
    const lease = await leaseOf(rig)
    const happened: string[] = []
    let stopping: Promise<void> | null = null
    await rig.store.change(rig.account.accountId, async (tx) => {
      expect(await tx.readClaimable(claimWish(lease))).toHaveLength(1)
      stopping = rig.halt('HALTED').then(() => void happened.push('stopped'))
      await tx.listOpenOrders()
      happened.push('claimed')
    })
    await stopping
    expect(happened).toEqual(['claimed', 'stopped'])
    expect(await claimable(rig, claimWish(lease))).toEqual([])
  })

  test('a lease is not taken over while a claim under it is open', async () => {
    const rig = await openRig()
    await write(rig, { newOrders: [newOrder(rig)] })
    const { store, account } = rig
    const lease = await leaseOf(rig, 'runner-1', 60_000)
    const happened: string[] = []
    let taking: Promise<unknown> | null = null
    await store.change(account.accountId, async (tx) => {
      expect(await tx.readClaimable(claimWish(lease))).toHaveLength(1)
      taking = store.releaseLease(lease).then(() => void happened.push('taken'))
      await tx.listOpenOrders()
      happened.push('claimed')
    })
    await taking
    expect(happened).toEqual(['claimed', 'taken'])
  })
}
