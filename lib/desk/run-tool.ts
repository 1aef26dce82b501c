import { spawn } from 'node:child_process'
import { join } from 'node:path'

const END_WITH_PARENT = join(import.meta.dirname, 'end-with-parent.ts')
const OUTPUT_CHARACTERS_KEPT = 4_000

/**
 * Runs one of our tools under this Node and waits for it; throws with the end of what it printed when it
 * fails. Aborting ends it, and so does the end of this process.
 */
export function runTool({
  script,
  parameters,
  cwd,
  env = {},
  signal,
}: {
  script: string
  parameters: readonly string[]
  cwd: string
  env?: Readonly<Record<string, string>>
  signal: AbortSignal
}): Promise<void> {
  const child = spawn(process.execPath, ['--import', END_WITH_PARENT, script, ...parameters], {
    cwd,
    env: { ...process.env, ...env, TRUEBOOK_DESK_PID: String(process.pid) },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    signal,
  })
  let output = ''
  const keep = (chunk: Buffer) => {
    output = `${output}${chunk}`.slice(-OUTPUT_CHARACTERS_KEPT)
  }
  child.stdout?.on('data', keep)
  child.stderr?.on('data', keep)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => {
      if (code === 0) resolve()
      else reject(new Error(`${script} ${parameters.join(' ')} failed:\n${output}`))
    })
  })
}
