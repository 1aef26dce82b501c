import { AppError } from '#api/app-error.ts'

export const DEADLINE_MS = 15_000

/** Ends the wait for `work` after `ms` with DEADLINE_EXCEEDED, and tells the work through its signal. */
export async function withinDeadline<Result>(
  work: (signal: AbortSignal) => Promise<Result>,
  ms: number = DEADLINE_MS,
): Promise<Result> {
  const controller = new AbortController()
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => {
    const error = deadlineExceeded(ms)
    reject(error)
    controller.abort(error)
  }, ms)
  try {
    return await Promise.race([work(controller.signal), promise])
  } finally {
    clearTimeout(timer)
  }
}

function deadlineExceeded(ms: number): AppError {
  return new AppError('DEADLINE_EXCEEDED', {
    public: `This took longer than ${ms / 1000} seconds: look whether it happened before you repeat it.`,
    retryAfterSeconds: 1,
  })
}
