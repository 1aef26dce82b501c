import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

/** General Decimal Arithmetic cases (speleotrove.com/decimal/dectest.html), shared data beside the checkout. */
const VECTORS = new URL('../../shared/data/vectors/decimal/', import.meta.url)

export const hasDecimalVectors: boolean = existsSync(VECTORS)

/** One case, with the directives in force where it stands. */
export type DecimalCase = {
  readonly id: string
  readonly operation: string
  readonly operands: readonly string[]
  readonly expected: string
  readonly precision: number
  readonly rounding: string
}

const CASE = /^(\S+)\s+(\S+)\s+(.*?)\s*->\s*(\S+)/
const DIRECTIVE = /^(precision|rounding):\s*(\S+)/i
const OPERAND = /'([^']*)'|"([^"]*)"|(\S+)/g

/** The cases of one file: `add`, `compare`, `multiply`, `quantize`, `rounding`. */
export function decimalCases(file: string): DecimalCase[] {
  const text = gunzipSync(readFileSync(new URL(`${file}.decTest.gz`, VECTORS))).toString('latin1')
  const cases: DecimalCase[] = []
  let context = { precision: 9, rounding: 'half_up' }
  for (const line of text.split('\n').map((raw) => raw.trim())) {
    if (line.startsWith('--')) continue
    context = withDirective(context, line)
    const found = CASE.exec(line)
    if (!found) continue
    const [, id = '', operation = '', operandText = '', expected = ''] = found
    const operands = [...operandText.matchAll(OPERAND)].map(
      ([, one, two, bare]) => one ?? two ?? bare ?? '',
    )
    cases.push({
      id,
      operation: operation.toLowerCase(),
      operands,
      expected: expected.replaceAll(/['"]/g, ''),
      ...context,
    })
  }
  return cases
}

type Context = Pick<DecimalCase, 'precision' | 'rounding'>

function withDirective(context: Context, line: string): Context {
  const [, name, value = ''] = DIRECTIVE.exec(line) ?? []
  if (name === undefined) return context
  return name.toLowerCase() === 'precision'
    ? { ...context, precision: Number(value) }
    : { ...context, rounding: value.toLowerCase() }
}

const SCIENTIFIC = /^([+-]?)(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i
const EXPONENT_MAX = 60

/** `1.2E+3` as `1200`: plain text for our parser; null for what is not a finite number. */
export function plainDecimal(text: string): string | null {
  const found = SCIENTIFIC.exec(text)
  if (!found || !/\d/.test(text)) return null
  const [, sign = '', integer = '', fraction = '', exponentText = '0'] = found
  const exponent = Number(exponentText)
  if (Math.abs(exponent) > EXPONENT_MAX) return /[1-9]/.test(integer + fraction) ? 'out' : '0'
  const digits = `${'0'.repeat(EXPONENT_MAX)}${integer}${fraction}${'0'.repeat(EXPONENT_MAX)}`
  const point = EXPONENT_MAX + integer.length + exponent
  const whole = digits.slice(0, point).replace(/^0+(?=\d)/, '')
  const rest = digits.slice(point).replace(/0+$/, '')
  return `${sign === '-' ? '-' : ''}${whole}${rest === '' ? '' : `.${rest}`}`
}
