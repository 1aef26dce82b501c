import { spawn } from 'node:child_process'
import { once } from 'node:events'

const RUNS = 100_000
const MINUTES_MAX = 60
const FILES = '.properties.test.ts'

/** Tries the properties of the order path, pure ones, more often than `npm test` does. Returns 1 when one fails. */
export async function runProperties(print: (line: string) => void): Promise<number> {
  const startedAt = performance.now()
  const timeout = `--testTimeout=${MINUTES_MAX * 60_000}`
  const vitest = spawn('vitest', ['run', '--project=unit', '--reporter=dot', timeout, FILES], {
    stdio: 'inherit',
    env: { ...process.env, TRUEBOOK_PROPERTY_RUNS: String(RUNS) },
  })
  const [code] = await once(vitest, 'exit')
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1)
  const verdict = code === 0 ? 'hold' : 'FAIL'
  print(`properties, ${RUNS} runs each: ${verdict}, ${seconds} s`)
  return code === 0 ? 0 : 1
}
