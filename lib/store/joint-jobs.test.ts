import { expect, test } from 'vitest'
import { GROUP_WEIGHT_MAX, JointJobs, type Together, type Verdict } from './joint-jobs.ts'

/** Does numbers together: odd ones are refused, a negative one breaks its whole group. */
function recorder() {
  const groups: (readonly number[])[] = []
  const together: Together<number, number> = async (jobs) => {
    await Promise.resolve()
    const taken = jobs()
    groups.push(taken)
    await Promise.resolve()
    if (taken.some((job) => job < 0)) throw new Error('broken')
    return taken.map(
      (job): Verdict<number> =>
        job % 2 === 0
          ? { kind: 'done', result: job * 10 }
          : { kind: 'failed', error: new Error(`odd ${job}`) },
    )
  }
  return { groups, together }
}

test('what arrives before a group starts is done with it, what comes later with the next', async () => {
  const { groups, together } = recorder()
  const jobs = new JointJobs()
  const first = [jobs.run({ key: 'a', job: 2 }, together), jobs.run({ key: 'a', job: 4 }, together)]
  await first[0]
  await jobs.run({ key: 'a', job: 6 }, together)
  expect(await Promise.all(first)).toEqual([20, 40])
  expect(groups).toEqual([[2, 4], [6]])
})

test('each job is told its own verdict', async () => {
  const { together } = recorder()
  const jobs = new JointJobs()
  const told = await Promise.allSettled([2, 3].map((job) => jobs.run({ key: 'a', job }, together)))
  expect(told).toEqual([
    { status: 'fulfilled', value: 20 },
    { status: 'rejected', reason: new Error('odd 3') },
  ])
})

test('a job that breaks its group fails alone', async () => {
  const { groups, together } = recorder()
  const jobs = new JointJobs()
  const told = await Promise.allSettled(
    [2, -1, 4].map((job) => jobs.run({ key: 'a', job }, together)),
  )
  expect(told.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(groups).toEqual([[2, -1, 4], [2], [-1], [4]])
})

test('a group takes no more than its weight, but always one job', async () => {
  const { groups, together } = recorder()
  const jobs = new JointJobs()
  const weights = [GROUP_WEIGHT_MAX + 1, GROUP_WEIGHT_MAX - 1, 1, 1]
  await Promise.all(
    weights.map((weight, index) => jobs.run({ key: 'a', job: index * 2, weight }, together)),
  )
  expect(groups).toEqual([[0], [2, 4], [6]])
})

test('jobs of different keys do not wait for each other', async () => {
  const { together } = recorder()
  const jobs = new JointJobs()
  const never = jobs.run({ key: 'a', job: 2 }, () => new Promise(() => undefined))
  expect(await jobs.run({ key: 'b', job: 2 }, together)).toBe(20)
  expect(await Promise.race([never, Promise.resolve('waiting')])).toBe('waiting')
})
