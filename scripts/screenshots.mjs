/** `npm run screenshots`: starts a fresh demo desk, trades a little, and takes docs/screens/*.png again. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ensureInstalled, ownEnvironment, root } from './install.mjs'

const main = join(root, 'scripts', 'screenshots', 'take-screenshots.ts')
const result = spawnSync(ensureInstalled(), [main], {
  cwd: root,
  env: ownEnvironment(),
  stdio: 'inherit',
})
process.exitCode = result.status ?? 1
