import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { layersCommand } from '../scripts/test-stages/check-layers.ts'

type Rules = {
  readonly default: { readonly forbidden: readonly { readonly name: string }[] }
  readonly LAYERS: Readonly<Record<string, readonly string[]>>
  readonly CORE_ORDER: readonly string[]
}
/** A file and what it imports, as paths from the root or package names. */
type Plant = { readonly file: string; readonly imports: readonly string[] }
type Violation = { readonly rule: string; readonly from: string }

const checkout = resolve(import.meta.dirname, '..')
const rules: Rules = await import('../.dependency-cruiser.mjs')
const trees: string[] = []

afterAll(() => {
  for (const tree of trees) rmSync(tree, { recursive: true })
})

/** What each rule forbids, done once in a file of its own. */
const TRESPASSES: Readonly<Record<string, Plant>> = {
  ...Object.fromEntries(Object.keys(rules.LAYERS).map(trespassOfLayer)),
  ...Object.fromEntries(rules.CORE_ORDER.slice(0, -1).map(trespassOfCore)),
  'core-imports-no-package': { file: 'lib/core/money/reads-disk.ts', imports: ['node:fs'] },
  'core-names-its-folders': {
    file: 'lib/core/money/nameless.ts',
    imports: ['lib/core/drawer/a.ts'],
  },
  'prisma-only-in-store': {
    file: 'lib/usecases/orders/a.ts',
    imports: ['generated/prisma/client.ts'],
  },
  'features-are-strangers': { file: 'components/orders/a.ts', imports: ['components/chart/a.ts'] },
  'ui-knows-no-feature': { file: 'components/ui/a.ts', imports: ['components/chart/a.ts'] },
  'venues-are-strangers': {
    file: 'lib/adapters/venues/evm/a.ts',
    imports: ['lib/adapters/venues/ccxt/a.ts'],
  },
  'production-never-imports-tests': { file: 'lib/store/a.ts', imports: ['test/builders.ts'] },
  'web-never-reaches-venues': { file: 'lib/runtime/web-context.ts', imports: ['lib/runtime/a.ts'] },
  'no-cycles': { file: 'lib/api/a.ts', imports: ['lib/api/b.ts'] },
  'no-missing-modules': { file: 'lib/api/missing.ts', imports: ['no-such-package'] },
}

/** The other ends of trespasses that take two steps. */
const ACCOMPLICES: readonly Plant[] = [
  { file: 'lib/runtime/a.ts', imports: ['lib/adapters/venues/ccxt/a.ts'] },
  { file: 'lib/api/b.ts', imports: ['lib/api/a.ts'] },
]

test('every rule of the layers bites: one trespass against each is named', () => {
  const plants = [...Object.values(TRESPASSES), ...ACCOMPLICES]
  const violations = cruise(plants)
  const unnamed = rules.default.forbidden
    .map((rule) => rule.name)
    .filter((name) => !isNamed(violations, name, TRESPASSES[name]?.file))
  expect(unnamed).toEqual([])
})

test('every arrow that the architecture allows may be followed', () => {
  const plants = Object.entries(rules.LAYERS).map(([layer, allowed]) => ({
    file: fileOf(layer, 'user'),
    imports: allowed.map((target) => fileOf(target, 'used')),
  }))
  expect(cruise(plants)).toEqual([])
})

function trespassOfLayer(layer: string): [string, Plant] {
  const allowed = rules.LAYERS[layer] ?? []
  const forbidden = Object.keys(rules.LAYERS).find(
    (other) => other !== layer && !allowed.includes(other),
  )
  const name = `${layer.replace('lib/', '')}-imports-only-its-arrows`
  return [
    name,
    { file: fileOf(layer, 'trespasser'), imports: [fileOf(forbidden ?? 'scripts', 'used')] },
  ]
}

function trespassOfCore(folder: string, index: number): [string, Plant] {
  const rightward = rules.CORE_ORDER[index + 1]
  const imports = [`lib/core/${rightward}/used.ts`]
  return [
    `core-${folder}-imports-only-leftwards`,
    { file: `lib/core/${folder}/trespasser.ts`, imports },
  ]
}

/** Files of the core and of venues have folders that their own rules look at. */
function fileOf(layer: string, name: string): string {
  if (layer.endsWith('.ts')) return layer
  return layer === 'lib/core' ? `lib/core/access/${name}.ts` : `${layer}/${name}.ts`
}

/** Plants the files in a tree of their own and returns what dependency-cruiser says about it. */
function cruise(plants: readonly Plant[]): Violation[] {
  const root = mkdtempSync(join(tmpdir(), 'truebook-layers-'))
  trees.push(root)
  symlinkSync(join(checkout, 'node_modules'), join(root, 'node_modules'))
  for (const name of ['package.json', 'tsconfig.json']) {
    symlinkSync(join(checkout, name), join(root, name))
  }
  const targets = plants.flatMap((plant) => plant.imports).filter((path) => path.endsWith('.ts'))
  for (const path of targets) plant(root, { file: path, imports: [] })
  for (const each of plants) plant(root, each)
  const folders = [...new Set([...targets, ...plants.map(({ file }) => file)].map(topOf))]
  const command = [...layersCommand(checkout, folders), '--output-type', 'json']
  const { stdout, stderr } = spawnSync(process.execPath, command, { cwd: root, encoding: 'utf8' })
  expect(stderr).toBe('')
  const found: { rule: { name: string }; from: string }[] = JSON.parse(stdout).summary.violations
  return found.map(({ rule, from }) => ({ rule: rule.name, from }))
}

function plant(root: string, { file, imports }: Plant): void {
  const path = join(root, file)
  mkdirSync(dirname(path), { recursive: true })
  const lines = imports.map((target) => {
    const specifier = target.endsWith('.ts') ? join(root, target) : target
    return `import ${JSON.stringify(specifier)}`
  })
  writeFileSync(path, `${lines.join('\n')}\nexport {}\n`)
}

function topOf(path: string): string {
  return path.split('/')[0] ?? path
}

function isNamed(
  violations: readonly Violation[],
  rule: string,
  file: string | undefined,
): boolean {
  return violations.some((violation) => violation.rule === rule && violation.from === file)
}
