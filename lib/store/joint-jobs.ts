import { assert } from '#core/assert.ts'

/** What became of one of the jobs that were done together. */
export type Verdict<Result> =
  | { readonly kind: 'done'; readonly result: Result }
  | { readonly kind: 'failed'; readonly error: unknown }

export type JointJob<Job> = {
  /** Jobs of one key are done together, one group at a time, in the order of arrival. */
  readonly key: string
  readonly job: Job
  /** How much of a group this job takes; one unless given. */
  readonly weight?: number
}

/**
 * Does a group of jobs and tells each its verdict, in their order. It asks for the jobs when it can start: what
 * arrived while it waited for its turn is then among them. What it throws is the fate of the whole group.
 */
export type Together<Job, Result> = (
  jobs: () => readonly Job[],
) => Promise<readonly Verdict<Result>[]>

/** A group weighs so much at most, unless its only job does: it bounds how long the first waits for the last. */
export const GROUP_WEIGHT_MAX = 200

type Waiting = {
  readonly job: unknown
  readonly weight: number
  readonly together: Together<unknown, unknown>
  readonly resolve: (result: unknown) => void
  readonly reject: (error: unknown) => void
}

/**
 * Lets jobs that wait for the same thing be done in one go: under load most of a transaction's time is
 * beginning, locking and committing. A group that fails is done again one by one, so that only those fail whose
 * fault it was.
 */
export class JointJobs {
  readonly #waiting = new Map<string, Waiting[]>()

  /** `together` must be the same for all jobs of one key, and may run more than once for a job. */
  run<Job, Result>(
    { key, job, weight = 1 }: JointJob<Job>,
    together: Together<Job, Result>,
  ): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      // One key, one kind of job and result: what goes in as unknown comes out as what it was.
      const waiting: Waiting = {
        job,
        weight,
        together: together as Together<unknown, unknown>,
        resolve: resolve as (result: unknown) => void,
        reject,
      }
      const queue = this.#waiting.get(key)
      if (queue !== undefined) queue.push(waiting)
      else void this.#drain(key, [waiting])
    })
  }

  /** Never throws: every failure is told to whom it belongs. */
  async #drain(key: string, queue: Waiting[]): Promise<void> {
    this.#waiting.set(key, queue)
    while (queue.length > 0) {
      const group = await doTogether(queue)
      for (const waiting of group) await doTogether([waiting])
    }
    this.#waiting.delete(key)
  }
}

/** Takes a group off the queue and does it. Returns those whose failure may have been another's. */
async function doTogether(queue: Waiting[]): Promise<readonly Waiting[]> {
  const [first] = queue
  assert(first !== undefined, 'a group has a job')
  let group: readonly Waiting[] | null = null
  const take = () => {
    group ??= takeGroup(queue)
    return group
  }
  try {
    const verdicts = await first.together(() => take().map(({ job }) => job))
    assert(verdicts.length === take().length, 'every job has its verdict')
    for (const [index, { resolve, reject }] of take().entries()) {
      const verdict = verdicts[index]
      if (verdict?.kind === 'done') resolve(verdict.result)
      else reject(verdict?.error)
    }
    return []
  } catch (error) {
    if (take().length > 1) return take()
    first.reject(error)
    return []
  }
}

function takeGroup(queue: Waiting[]): readonly Waiting[] {
  let weight = 0
  const beyond = queue.findIndex((waiting, index) => {
    weight += waiting.weight
    return index > 0 && weight > GROUP_WEIGHT_MAX
  })
  return queue.splice(0, beyond === -1 ? queue.length : beyond)
}
