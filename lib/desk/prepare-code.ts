import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { takeFileLock } from './file-lock.ts'
import { fingerprintOf, isFresh } from './fingerprint.ts'
import { runTool } from './run-tool.ts'

const CLIENT_INPUTS = ['prisma/schema.prisma', 'prisma.config.ts', 'package-lock.json']
const BUILD_INPUTS = [
  'app',
  'components',
  'lib',
  'public',
  'middleware.ts',
  'next.config.mjs',
  'postcss.config.mjs',
  'tsconfig.json',
  ...CLIENT_INPUTS,
]
const BUILD_WAIT_MS_MAX = 300_000
const BUILD_MEMORY_MB = 2_048

/** Generates the Prisma client when its schema changed. Returns whether it had to. */
export function generateClient(root: string, signal: AbortSignal): Promise<boolean> {
  return whenStale({
    root,
    output: 'generated/prisma',
    inputs: CLIENT_INPUTS,
    work: () =>
      runTool({
        script: join(root, 'node_modules', 'prisma', 'build', 'index.js'),
        parameters: ['generate'],
        cwd: root,
        signal,
      }),
  })
}

/** Builds the pages when anything that they are made of changed. Returns whether it had to. */
export function buildPages(root: string, signal: AbortSignal): Promise<boolean> {
  return whenStale({
    root,
    output: '.next',
    inputs: BUILD_INPUTS,
    work: () =>
      runTool({
        script: join(root, 'node_modules', 'next', 'dist', 'bin', 'next'),
        parameters: ['build'],
        cwd: root,
        env: {
          NODE_ENV: 'production',
          NEXT_TELEMETRY_DISABLED: '1',
          NODE_OPTIONS: `--max-old-space-size=${BUILD_MEMORY_MB}`,
        },
        signal,
      }),
  })
}

type Work = {
  readonly root: string
  readonly output: string
  readonly inputs: readonly string[]
  readonly work: () => Promise<void>
}

/**
 * Two desks of one checkout never make the same thing at once. The inputs are hashed before the work, so a
 * change made meanwhile is picked up by the next start.
 */
async function whenStale({ root, output, inputs, work }: Work): Promise<boolean> {
  const lockFile = join(root, 'node_modules', '.cache', `${output.replace('/', '-')}.lock`)
  using lock = await takeFileLock(lockFile, { waitMs: BUILD_WAIT_MS_MAX })
  if (lock === null) throw new Error(`another desk has been making ${output} for five minutes`)
  const stamp = join(root, output, 'made-from')
  const fingerprint = fingerprintOf(root, inputs)
  if (isFresh(stamp, fingerprint)) return false
  await work()
  mkdirSync(join(root, output), { recursive: true })
  writeFileSync(stamp, fingerprint)
  return true
}
