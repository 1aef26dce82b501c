// npm run bench -- NAME [--json]: runs bench/NAME.ts under the pinned Node, with the garbage collector exposed.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const node = join(root, 'node_modules', '.bin', 'node')
const [name, ...options] = process.argv.slice(2)
/** What the benches share; not a bench itself. */
const SHARED = 'report.ts'
const names = readdirSync(join(root, 'bench'))
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && file !== SHARED)
  .map((file) => file.slice(0, -'.ts'.length))

if (name === undefined || !names.includes(name)) {
  const found = name === undefined ? 'no name' : `"${name}"`
  process.stderr.write(
    `Expected the name of a bench, found ${found}. There are: ${names.join(', ')}.\n`,
  )
  process.exit(2)
}
if (!existsSync(node)) {
  process.stderr.write('The pinned Node is not installed. Run npm ci first.\n')
  process.exit(2)
}

const file = join(root, 'bench', `${name}.ts`)
const run = spawnSync(node, ['--expose-gc', file, ...options], { cwd: root, stdio: 'inherit' })
process.exit(run.status ?? 1)
