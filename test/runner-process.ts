import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { RunnerEnv } from '#runtime/env.ts'

const BIN = fileURLToPath(new URL('../bin/runner.ts', import.meta.url))

/** Disposing of it kills it, if it has not ended: a test that fails leaves nobody trading behind. */
export type RunnerProcess = AsyncDisposable & {
  readonly child: ChildProcess
  /** kill -9. */
  kill(): Promise<void>
  /** Sends SIGTERM; resolves to the exit code. */
  stop(): Promise<number | null>
  /** Closes the channel, as the end of its parent does; resolves to the exit code. */
  orphan(): Promise<number | null>
}

/** The real runner as a child process; resolves when it is ready. */
export async function startRunnerProcess(env: RunnerEnv): Promise<RunnerProcess> {
  const text = Object.entries(env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as const],
  )
  const child = fork(BIN, {
    execArgv: [],
    env: { PATH: process.env['PATH'], ...Object.fromEntries(text), NODE_ENV: 'test' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const gone = once(child, 'exit') as Promise<[number | null]>
  const early = gone.then(([code]) => {
    throw new Error(`the runner ended with code ${code} before it was ready`)
  })
  await Promise.race([once(child, 'message'), early])
  // From here on its end is expected.
  early.catch(() => undefined)
  const end = async (how: () => void) => {
    how()
    const [code] = await gone
    return code
  }
  const kill = async () => {
    await end(() => child.kill('SIGKILL'))
  }
  return {
    child,
    kill,
    [Symbol.asyncDispose]: kill,
    stop: () => end(() => child.kill('SIGTERM')),
    orphan: () => end(() => child.disconnect()),
  }
}
