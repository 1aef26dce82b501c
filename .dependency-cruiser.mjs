/**
 * The layers of the house (docs/adr/0001): who may import whom. Everything that is not allowed here
 * is forbidden. test/layers.test.ts plants one trespass per rule and expects it to be named.
 */

/** Each layer and the layers it may import besides itself. `pkg` is any npm package, `node` Node's own modules. */
export const LAYERS = {
  'lib/core': [],
  'lib/api': ['lib/core'],
  'lib/ports': ['lib/core', 'lib/api'],
  'lib/store': ['lib/core', 'lib/api', 'lib/ports'],
  'lib/usecases': ['lib/core', 'lib/api', 'lib/ports', 'lib/store'],
  'lib/adapters': ['lib/core', 'lib/api', 'lib/ports'],
  'lib/edge': ['lib/core', 'lib/api'],
  'lib/exchange': ['lib/core'],
  'lib/gateway': ['lib/runtime', 'lib/usecases', 'lib/api', 'lib/core'],
  'lib/desk': ['lib/runtime', 'lib/usecases', 'lib/api', 'lib/core'],
  'lib/runtime': [
    'lib/core',
    'lib/api',
    'lib/ports',
    'lib/store',
    'lib/usecases',
    'lib/adapters',
    'lib/edge',
    'lib/exchange',
    'lib/gateway',
    'lib/desk',
  ],
  'lib/cli': ['lib/runtime', 'lib/usecases', 'lib/desk', 'lib/api', 'lib/core'],
  'lib/http': [
    'lib/runtime',
    'lib/usecases',
    'lib/store',
    'lib/ports',
    'lib/api',
    'lib/core',
    'lib/edge',
  ],
  'lib/browser': ['lib/api', 'lib/core'],
  components: ['lib/browser', 'lib/api', 'lib/core'],
  app: ['lib/http', 'lib/usecases', 'lib/api', 'lib/browser', 'components', 'lib/core'],
  bin: [
    'lib/runtime',
    'lib/usecases',
    'lib/http',
    'lib/exchange',
    'lib/gateway',
    'lib/desk',
    'lib/cli',
    'lib/core',
  ],
  'middleware.ts': ['lib/edge', 'lib/api', 'lib/core'],
}

/** Folders of the core in the order in which each may import those before it. */
export const CORE_ORDER = [
  'money',
  'time',
  'market',
  'indicators',
  'patterns',
  'signals',
  'orders',
  'ledger',
  'portfolio',
  'risk',
  'strategies',
  'matching',
  'backtest',
  'metrics',
  'swaps',
  'chain',
  'copying',
  'bots',
  'decisions',
  'alerts',
  'access',
]

const TESTS = '\\.test\\.tsx?$'
const OUR_CODE =
  '^(lib|app|bin|components|test|e2e|scripts|prisma|generated|bench)/|^middleware\\.ts$'

const layerRules = Object.entries(LAYERS).map(([layer, allowed]) => ({
  name: `${layer.replace('lib/', '')}-imports-only-its-arrows`,
  severity: 'error',
  comment: `${layer} may import ${allowed.join(', ') || 'nothing'} of our own code`,
  from: { path: under([layer]), pathNot: TESTS },
  to: { path: OUR_CODE, pathNot: under([layer, ...allowed, ...generatedFor(layer)]) },
}))

const coreOrderRules = CORE_ORDER.slice(0, -1).map((folder, index) => ({
  name: `core-${folder}-imports-only-leftwards`,
  severity: 'error',
  from: { path: `^lib/core/${folder}/`, pathNot: TESTS },
  to: { path: `^lib/core/(${CORE_ORDER.slice(index + 1).join('|')})/` },
}))

export default {
  forbidden: [
    ...layerRules,
    ...coreOrderRules,
    {
      name: 'core-imports-no-package',
      severity: 'error',
      comment: 'the core is pure: no npm package and nothing of Node',
      from: { path: '^lib/core/', pathNot: TESTS },
      to: { dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'core', 'npm-no-pkg'] },
    },
    {
      name: 'core-names-its-folders',
      severity: 'error',
      comment: `a new folder of the core takes its place in the order of this file`,
      from: {},
      to: { path: '^lib/core/[^/]+/', pathNot: `^lib/core/(${CORE_ORDER.join('|')})/` },
    },
    {
      name: 'prisma-only-in-store',
      severity: 'error',
      from: {
        path: OUR_CODE,
        pathNot: ['^lib/store/', '^prisma/', '^generated/', '^test/', TESTS],
      },
      to: { path: '^generated/prisma/|node_modules/(@prisma|prisma)/' },
    },
    {
      name: 'features-are-strangers',
      severity: 'error',
      comment: 'what two features need moves to components/ui, browser or core',
      from: { path: '^components/([^/]+)/', pathNot: TESTS },
      to: { path: '^components/', pathNot: ['^components/$1/', '^components/ui/'] },
    },
    {
      name: 'ui-knows-no-feature',
      severity: 'error',
      from: { path: '^components/ui/' },
      to: { path: '^components/', pathNot: '^components/ui/' },
    },
    {
      name: 'venues-are-strangers',
      severity: 'error',
      from: { path: '^lib/adapters/venues/([^/]+)/', pathNot: TESTS },
      to: { path: '^lib/adapters/venues/[^/]+/', pathNot: '^lib/adapters/venues/$1/' },
    },
    {
      name: 'production-never-imports-tests',
      severity: 'error',
      from: { path: '^(lib|app|bin|components|prisma)/|^middleware\\.ts$', pathNot: TESTS },
      to: { path: ['^(test|e2e)/', TESTS] },
    },
    {
      name: 'web-never-reaches-venues',
      severity: 'error',
      comment: 'only the runner opens venue keys and only runner and gateway load venue code',
      from: { path: '^(app|lib/http|bin/web|lib/runtime/web-context)' },
      to: { path: '^lib/adapters/venues/', reachable: true },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-missing-modules',
      severity: 'error',
      from: { path: OUR_CODE },
      to: { couldNotResolve: true, pathNot: '^#generated/|^\\./\\.next/' },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^generated/'] },
    exclude: { path: ['^\\.next/', '^\\.truebook/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
}

/** Matches the files of these layers. */
function under(layers) {
  return layers.map((layer) =>
    layer.includes('.') ? `^${layer.replace('.', '\\.')}$` : `^${layer}/`,
  )
}

/** Prisma's generated client belongs to the store. */
function generatedFor(layer) {
  return layer === 'lib/store' ? ['generated/prisma'] : []
}
