/** One thing that no linter knows. `samples` are trespasses that the rule must find. */
export type TidyRule = {
  readonly name: string
  appliesTo(path: string): boolean
  /** Says what is wrong with the file, or null. */
  findIn(text: string, path: string): string | null
  readonly sample: { readonly path: string; readonly text: string }
}

export const FILE_LINES_MAX = 300

const isTest = (path: string) => /\.test\.tsx?$/.test(path)
const isCode = (path: string) => /\.(ts|tsx|mjs)$/.test(path)
const isIn = (path: string, ...folders: readonly string[]) =>
  folders.some((folder) => path.startsWith(`${folder}/`))

/** Finds the first line that matches. */
function lineMatching(pattern: RegExp) {
  return (text: string) => {
    const lines = text.split('\n')
    const index = lines.findIndex((line) => pattern.test(line))
    return index === -1 ? null : `line ${index + 1}: ${lines[index]?.trim()}`
  }
}

const DRAWER = /(^|[/-])(utils?|helpers?|common|misc|managers?|processors?|shared)([/.-]|$)/

export const TIDY_RULES: readonly TidyRule[] = [
  {
    name: `a file has at most ${FILE_LINES_MAX} lines`,
    appliesTo: isCode,
    findIn: (text) => {
      const lines = text.trimEnd().split('\n').length
      return lines > FILE_LINES_MAX ? `${lines} lines` : null
    },
    sample: { path: 'lib/store/orders.ts', text: 'x\n'.repeat(FILE_LINES_MAX + 1) },
  },
  {
    name: 'the core reads no clock, no dice and no environment',
    appliesTo: (path) => isIn(path, 'lib/core') && !isTest(path),
    findIn: lineMatching(
      /\b(Date\.now|new Date\(\)|performance\.|Math\.random|crypto\.|process\.|setTimeout|setInterval)/,
    ),
    sample: { path: 'lib/core/orders/order.ts', text: 'const at = Date.now()' },
  },
  {
    name: 'every route of the API is made by routes()',
    appliesTo: (path) => /^app\/api\/.*route\.ts$/.test(path) && !isIn(path, 'app/api/auth'),
    findIn: (text) => (/\broutes\(/.test(text) ? null : 'it does not call routes()'),
    sample: { path: 'app/api/v1/orders/route.ts', text: 'export function GET() {}' },
  },
  {
    name: 'nothing is put in a drawer: a file or folder without a name has no place yet',
    appliesTo: () => true,
    findIn: (_text, path) => (DRAWER.test(path) ? 'its name says nothing' : null),
    sample: { path: 'lib/core/utils/round.ts', text: '' },
  },
  {
    name: 'nothing is left to be fixed',
    appliesTo: (path) => isCode(path),
    findIn: lineMatching(/\b(FIX[M]E|TO[D]O|XX[X]|HA[C]K)\b/),
    sample: { path: 'bin/runner.ts', text: `// FIX${'ME'}: later` },
  },
  {
    name: 'only core/market/quantize.ts turns a number into a price or a quantity',
    appliesTo: (path) => isMoneyCode(path) && path !== 'lib/core/market/quantize.ts',
    findIn: lineMatching(
      /parse(Price|Quantity|Amount)\((String\(|`\$\{|.*\.to(Fixed|String|Precision)\()|(price|quantity|amount)Of\(BigInt\(/,
    ),
    sample: {
      path: 'lib/usecases/bots/a.ts',
      text: 'const price = parsePrice(String(signal.price))',
    },
  },
  {
    name: 'nobody rounds money to text: amounts are formatted by core/money',
    appliesTo: (path) => isMoneyCode(path) && path !== 'lib/core/market/quantize.ts',
    findIn: lineMatching(/\.to(Fixed|Precision|Exponential)\(/),
    sample: { path: 'components/orders/a.tsx', text: '{order.price.toFixed(2)}' },
  },
  {
    name: 'a brand is put on a number in core/money only',
    appliesTo: (path) => isMoneyCode(path) && !isIn(path, 'lib/core/money'),
    findIn: lineMatching(/\bas (unknown as )?(Price|Quantity|Amount)\b/),
    sample: { path: 'lib/store/fills.ts', text: 'price: BigInt(row.price) as Price,' },
  },
]

/** The exchange is a stranger with numbers of its own; tests may say what they like. */
function isMoneyCode(path: string): boolean {
  const folders = ['lib/core', 'lib/api', 'lib/store', 'lib/usecases', 'lib/adapters', 'lib/http']
  return isCode(path) && !isTest(path) && isIn(path, ...folders, 'lib/runtime', 'app', 'components')
}
