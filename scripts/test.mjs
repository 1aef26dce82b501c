/** `npm test`: installs what is missing and runs the stages on our own Node. `npm test -- unit` runs one. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ensureInstalled, ownEnvironment, root } from './install.mjs'

const stages = join(root, 'scripts', 'test-stages', 'run-stages.ts')
const result = spawnSync(ensureInstalled(), [stages, ...process.argv.slice(2)], {
  cwd: root,
  env: ownEnvironment(),
  stdio: 'inherit',
})
process.exitCode = result.status ?? 1
