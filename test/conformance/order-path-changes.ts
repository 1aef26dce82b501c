import { expect, test } from 'vitest'
import { a, q } from '#test/builders.ts'
import {
  aHold,
  CLAIMED,
  changes,
  newFill,
  newOrder,
  type OpenRig,
  readOrder,
  write,
} from './order-path-rig.ts'

/** Changes are whole, follow each other, and are seen when they commit. */
export function testTransactions(openRig: OpenRig): void {
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

/** What the database refuses whatever the code does. */
export function testConstraints(openRig: OpenRig): void {
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
