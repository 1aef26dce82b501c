import { expect, test } from 'vitest'
import { eachAtMost } from './each-at-most.ts'

test('no more than the limit run at once, and every item has its turn', async () => {
  const done: number[] = []
  let running = 0
  let mostAtOnce = 0
  await eachAtMost(3, [1, 2, 3, 4, 5, 6, 7], async (item) => {
    running += 1
    mostAtOnce = Math.max(mostAtOnce, running)
    await Promise.resolve()
    running -= 1
    done.push(item)
  })
  expect([mostAtOnce, done]).toEqual([3, [1, 2, 3, 4, 5, 6, 7]])
})

test('one that fails stops none of the others, and is thrown at the end', async () => {
  const done: number[] = []
  const all = eachAtMost(2, [1, 2, 3], async (item) => {
    if (item === 1) throw new Error('first')
    done.push(item)
  })
  await expect(all).rejects.toThrow('first')
  expect(done).toEqual([2, 3])
})

test('nothing to do is done', async () => {
  await expect(eachAtMost(2, [], () => Promise.reject(new Error('never')))).resolves.toBeUndefined()
})
