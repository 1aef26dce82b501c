import { expect, test } from 'vitest'
import { unixMsOf } from '#core/time/time.ts'
import { a, p, q, USDT } from '#test/builders.ts'
import {
  AT,
  aHold,
  changes,
  claimable,
  claimWish,
  leaseOf,
  newFill,
  newOrder,
  type OrderPathRig,
  readOrder,
  write,
} from './order-path-rig.ts'

type OpenRig = () => Promise<OrderPathRig>

const CLAIMED = { state: 'SENDING', clientOrderId: 'tb-1', claimToken: '1', claimedAt: AT } as const

/** What the order path relies on in its store. Every store must pass this as it is. */
export function testOrderPathStore(openRig: OpenRig): void {
  testTransactions(openRig)
  testConstraints(openRig)
  testLeases(openRig)
  testClaims(openRig)
  testFacts(openRig)
}

function testTransactions(openRig: OpenRig): void {
  test('a change that fails leaves nothing behind', async () => {
    const rig = await openRig()
    const order = newOrder(rig)
    const failing = rig.store.change(rig.account.accountId, async (tx) => {
      await tx.write(changes(rig, { newOrders: [order], ledger: [aHold(rig, '5', 'one')] }))
      throw new Error('changed my mind')
    })
    await expect(failing).rejects.toThrow('changed my mind')
    const facts = await rig.store.change(rig.account.accountId, (tx) =>
      tx.readOrder({ orderId: order.id }),
    )
    expect(facts?.order).toBeNull()
  })

  test('changes of one account read what those before them have written', async () => {
    const rig = await openRig()
    const order = newOrder(rig)
    await write(rig, { newOrders: [order] })
    const once = () =>
      rig.store.change(rig.account.accountId, async (tx) => {
        const known = (await tx.readOrder({ orderId: order.id }))?.order ?? order
        await tx.write(changes(rig, { orders: [{ ...known, attempt: known.attempt + 1 }] }))
      })
    await Promise.all(Array.from({ length: 10 }, once))
    expect((await readOrder(rig, order.id)).attempt).toBe(10)
  })

  test('a change sees its own writes, and nobody else does before it commits', async () => {
    const rig = await openRig()
    const order = newOrder(rig, { state: 'WORKING', venueOrderId: '1' })
    await rig.store.change(rig.account.accountId, async (tx) => {
      await tx.write(changes(rig, { newOrders: [order] }))
      expect((await tx.readOrder({ orderId: order.id }))?.order?.id).toBe(order.id)
      expect((await tx.listOpenOrders()).map(({ id }) => id)).toEqual([order.id])
      expect(await rig.store.listWorking(rig.account.accountId)).toEqual([])
    })
    expect(await rig.store.listWorking(rig.account.accountId)).toHaveLength(1)
  })

  test('jobs of one name that wait together are done in one change, each told its own result', async () => {
    const rig = await openRig()
    const groups: number[] = []
    const job = (n: number) =>
      rig.store.changeTogether<number, number>(
        rig.account.accountId,
        { name: 'double', job: n },
        async (_tx, all) => {
          groups.push(all.length)
          return all.map((each) => 2 * each)
        },
      )
    expect(await Promise.all([1, 2, 3, 4].map(job))).toEqual([2, 4, 6, 8])
    expect(groups.length).toBeLessThan(4)
  })

  test('a job that breaks its group fails alone', async () => {
    const rig = await openRig()
    const job = (n: number) =>
      rig.store.changeTogether<number, number>(
        rig.account.accountId,
        { name: 'even', job: n },
        async (_tx, all) => {
          if (all.includes(3)) throw new Error('three')
          return [...all]
        },
      )
    const settled = await Promise.allSettled([1, 2, 3, 4].map(job))
    expect(settled.map(({ status }) => status === 'fulfilled')).toEqual([true, true, false, true])
  })
}

function testConstraints(openRig: OpenRig): void {
  test('a fill is booked once per key, and its key has the market and the order in it', async () => {
    const rig = await openRig()
    await write(rig, { fills: [newFill(rig)] })
    const again = write(rig, { fills: [newFill(rig)], ledger: [aHold(rig, '5', 'again')] })
    await expect(again).rejects.toMatchObject({ code: '23505' })
    await write(rig, { ledger: [aHold(rig, '5', 'again')] })
    await write(rig, {
      fills: [
        newFill(rig, { venueOrderId: '2' }),
        newFill(rig, { instrumentId: rig.silentInstrumentId }),
      ],
    })
  })

  test('a ledger transaction is booked once per kind and reference, and balances', async () => {
    const rig = await openRig()
    await write(rig, { ledger: [aHold(rig, '5', 'one')] })
    await expect(write(rig, { ledger: [aHold(rig, '5', 'one')] })).rejects.toMatchObject({
      code: '23505',
    })
    const hold = aHold(rig, '5', 'two')
    await expect(
      write(rig, { ledger: [{ ...hold, postings: hold.postings.slice(0, 1) }] }),
    ).rejects.toThrow('sum to zero')
    const negative = aHold(rig, '6', 'three')
    const postings = negative.postings.map((line) => ({
      ...line,
      amount: a(line.amount < 0n ? '6' : '-6'),
    }))
    await expect(write(rig, { ledger: [{ ...negative, postings }] })).rejects.toMatchObject({
      code: '23514',
    })
  })

  test('a signal makes one order, a name at the venue names one, and none fills beyond its size', async () => {
    const rig = await openRig()
    const origin = { kind: 'bot', id: 'a-bot', signalId: `signal of ${rig.bookId}` } as const
    const first = newOrder(rig, { ...CLAIMED, origin })
    await write(rig, { newOrders: [first] })
    await expect(write(rig, { newOrders: [newOrder(rig, { origin })] })).rejects.toMatchObject({
      code: '23505',
    })
    await expect(write(rig, { newOrders: [newOrder(rig, CLAIMED)] })).rejects.toMatchObject({
      code: '23505',
    })
    await expect(
      write(rig, { orders: [{ ...first, filledQuantity: q('1.001') }] }),
    ).rejects.toMatchObject({ code: '23514' })
    await expect(
      write(rig, { newOrders: [newOrder(rig, { state: 'SENDING' })] }),
    ).rejects.toMatchObject({ code: '23514' })
  })
}

function testLeases(openRig: OpenRig): void {
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

function testClaims(openRig: OpenRig): void {
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

function testFacts(openRig: OpenRig): void {
  test('a decision is told the money, and what open orders and those in doubt are about to do', async () => {
    const rig = await openRig()
    const { account, bookId, instrumentId } = rig
    await write(rig, {
      newOrders: [
        newOrder(rig, { ...CLAIMED, filledQuantity: q('0.25') }),
        newOrder(rig, { state: 'QUARANTINED', side: 'sell', quantity: q('3') }),
        newOrder(rig, { state: 'CANCELED' }),
      ],
      ledger: [aHold(rig, '5', 'one')],
    })
    const facts = await rig.store.change(account.accountId, (tx) =>
      tx.readPlacing({ bookIds: [bookId], instrumentIds: [instrumentId], signals: [] }),
    )
    expect(facts?.available).toContainEqual({ bookId, asset: USDT, amount: a('9995') })
    expect(facts?.exposures).toMatchObject([
      { bookId, instrumentId, openBuys: q('0.75'), openSells: q('3') },
    ])
    expect(facts?.instruments.get(instrumentId)?.quote?.last).toBe(p('100'))
  })

  test('news find an order by its name at the venue within its market, or by the name we gave it', async () => {
    const rig = await openRig()
    const { account, instrumentId, silentInstrumentId } = rig
    const ours = newOrder(rig, { ...CLAIMED, state: 'WORKING', venueOrderId: '7' })
    await write(rig, { newOrders: [ours], fills: [newFill(rig, { venueOrderId: '7' })] })
    const find = (shown: object) =>
      rig.store.change(account.accountId, async (tx) => {
        const named = { instrumentId, clientOrderId: null, venueOrderId: null, ...shown }
        return (await tx.readNews({ orders: [named], fills: [] }))?.orders.map(({ id }) => id)
      })
    expect(await find({ venueOrderId: '7' })).toEqual([ours.id])
    expect(await find({ venueOrderId: '7', instrumentId: silentInstrumentId })).toEqual([])
    expect(await find({ clientOrderId: 'tb-1' })).toEqual([ours.id])
    const fills = [{ instrumentId, venueTradeId: '1', venueOrderId: '7' }]
    const facts = await rig.store.change(account.accountId, (tx) =>
      tx.readNews({ orders: [], fills }),
    )
    expect(facts?.knownFills).toMatchObject(fills)
    expect(facts?.externalBookId).toBe(rig.externalBookId)
  })

  test('the lists tell of orders in doubt, working and due to be canceled, and cursors stay where they were put', async () => {
    const rig = await openRig()
    const { store, account } = rig
    const doubt = newOrder(rig, CLAIMED)
    const working = newOrder(rig, { state: 'PARTIALLY_FILLED', cancelRequestedAt: AT })
    await write(rig, { newOrders: [doubt, working], cursors: [{ name: 'fills', position: '5' }] })
    await write(rig, { cursors: [{ name: 'fills', position: '6' }] })
    const ids = async (list: 'listInDoubt' | 'listWorking' | 'listCancelsDue') =>
      (await store[list](account.accountId)).map(({ id }) => id)
    expect([
      await ids('listInDoubt'),
      await ids('listWorking'),
      await ids('listCancelsDue'),
    ]).toEqual([[doubt.id], [working.id], [working.id]])
    expect(await store.readCursor(account.accountId, 'fills')).toBe('6')
    expect(await store.readCursor(account.accountId, 'others')).toBeNull()
    expect(await store.listActiveInstruments(account.accountId, unixMsOf(AT + 1))).toEqual([
      rig.instrumentId,
    ])
  })
}
