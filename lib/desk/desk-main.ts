import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DESK_HELP, parseDeskOptions } from './options.ts'
import { createProgress } from './progress.ts'
import { type DeskRun, runDesk } from './run-desk.ts'

export type DeskMain = Pick<DeskRun, 'root' | 'firstRun'> & {
  readonly parameters: readonly string[]
}

/**
 * The desk's command line: returns the exit code. A signal, or the end of whoever started us over a channel,
 * stops everything in order and is no failure.
 */
export async function deskMain({ root, firstRun, parameters }: DeskMain): Promise<number> {
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => stop.abort())
  }
  process.once('disconnect', () => stop.abort())
  try {
    const options = parseDeskOptions(parameters, callersFolder())
    if ('kind' in options) {
      process.stdout.write(DESK_HELP)
      return 0
    }
    const envFile = join(root, '.env')
    if (existsSync(envFile)) process.loadEnvFile(envFile)
    const progress = createProgress((text) => process.stdout.write(text))
    await runDesk({ options, root, env: process.env, signal: stop.signal, progress, firstRun })
    return 0
  } catch (error) {
    if (stop.signal.aborted) return 0
    process.stderr.write(`\n${error instanceof Error ? error.message : error}\n`)
    return 1
  } finally {
    if (process.connected) process.disconnect()
  }
}

/** npm runs its scripts in the package's folder and keeps the caller's in INIT_CWD. */
function callersFolder(): string {
  return process.env['INIT_CWD'] ?? process.cwd()
}
