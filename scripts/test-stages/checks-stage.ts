import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root, runCommand } from '../tools/run-command.ts'
import { withShadowServer } from '../tools/with-shadow-server.ts'
import { layersCommand } from './check-layers.ts'
import { type Outcome, type Stage, sum } from './stage.ts'

type Check = { readonly name: string; run(): Promise<number> }

const SOURCE_FOLDERS = ['app', 'bin', 'components', 'lib', 'test', 'middleware.ts']

const CHECKS: readonly Check[] = [
  {
    name: 'format and lint',
    run: () => runCommand('biome', ['check', '--error-on-warnings', '.']),
  },
  { name: 'types', run: checkTypes },
  { name: 'layers', run: () => runCommand('node', layersCommand(root, presentFolders())) },
  { name: 'dead code', run: () => runCommand('knip', []) },
  { name: 'schema equals migrations', run: checkDrift },
]

/** What needs no running program: style, types, layers, dead code, and a schema that says what migrations do. */
export const checksStage: Stage = {
  name: 'checks',
  budgetSeconds: 60,
  async run() {
    const outcomes: Outcome[] = []
    for (const check of CHECKS) {
      const isGood = (await check.run()) === 0
      process.stdout.write(`${isGood ? 'passed' : 'FAILED'}  ${check.name}\n`)
      outcomes.push({ passed: isGood ? 1 : 0, failed: isGood ? 0 : 1, notRun: [] })
    }
    return sum(outcomes)
  },
}

/** By its path: the compiler that the layers are read with is installed beside it and claims the same name. */
const COMPILER = join('node_modules', 'typescript', 'bin', 'tsc')

/** The types of the routes' own properties are Next's to write, and no build has written them in a fresh clone. */
async function checkTypes(): Promise<number> {
  const written = await runCommand('next', ['typegen'])
  return written === 0 ? runCommand('node', [COMPILER, '--noEmit']) : written
}

function presentFolders(): string[] {
  return SOURCE_FOLDERS.filter((name) => existsSync(join(root, name)))
}

/** Replays the migrations in a shadow database of the test server and compares it with the schema. */
function checkDrift(): Promise<number> {
  const parameters = [
    '--from-migrations',
    'prisma/migrations',
    '--to-schema',
    'prisma/schema.prisma',
  ]
  return withShadowServer((env) =>
    runCommand('prisma', ['migrate', 'diff', ...parameters, '--exit-code'], env),
  )
}
