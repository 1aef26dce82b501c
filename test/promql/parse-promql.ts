/** The part of PromQL that ops/prometheus uses: https://prometheus.io/docs/prometheus/latest/querying/basics/ */
export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | {
      readonly kind: 'selector'
      readonly name: string
      readonly matchers: readonly Matcher[]
      readonly rangeMs: number | null
    }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | {
      readonly kind: 'aggregate'
      readonly name: string
      readonly by: readonly string[]
      readonly of: Expression
    }
  | {
      readonly kind: 'binary'
      readonly operator: string
      readonly left: Expression
      readonly right: Expression
    }

export type Matcher = {
  readonly label: string
  readonly operator: '=' | '!=' | '=~'
  readonly text: string
}

const TOKEN = /\s*(>=|<=|==|!=|=~|[-+*/<>(){}=,]|\[\d+[smhd]\]|"[^"]*"|[\d.]+|[A-Za-z_:][\w:]*)/y
const PRECEDENCE: Readonly<Record<string, number>> = {
  or: 1,
  and: 2,
  unless: 2,
  '==': 3,
  '!=': 3,
  '>': 3,
  '<': 3,
  '>=': 3,
  '<=': 3,
  '+': 4,
  '-': 4,
  '*': 5,
  '/': 5,
}
const AGGREGATES = ['sum', 'max', 'count']
const UNIT_MS: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
}

/** Reads an expression. Throws for what is no part of the subset. */
export function parsePromql(text: string): Expression {
  const tokens = tokensOf(text)
  const expression = readBinary(tokens, 0)
  if (tokens.length > 0) throw new Error(`did not expect ${tokens[0]} in: ${text}`)
  return expression
}

function tokensOf(text: string): string[] {
  const tokens: string[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const at = TOKEN.lastIndex
    const token = TOKEN.exec(text)?.[1]
    if (token === undefined) throw new Error(`cannot read from "${text.slice(at)}"`)
    tokens.push(token)
  }
  return tokens
}

function readBinary(tokens: string[], floor: number): Expression {
  let left = readOperand(tokens)
  for (;;) {
    const operator = tokens[0] ?? ''
    const precedence = PRECEDENCE[operator]
    if (precedence === undefined || precedence <= floor) return left
    tokens.shift()
    left = { kind: 'binary', operator, left, right: readBinary(tokens, precedence) }
  }
}

function readOperand(tokens: string[]): Expression {
  const token = take(tokens)
  if (token === '(') {
    const inner = readBinary(tokens, 0)
    take(tokens, ')')
    return inner
  }
  if (/^\d/.test(token)) return { kind: 'number', value: Number(token) }
  if (AGGREGATES.includes(token)) return readAggregate(token, tokens)
  if (tokens[0] === '(')
    return { kind: 'call', name: token, args: readList(tokens, () => readBinary(tokens, 0)) }
  return readSelector(token, tokens)
}

function readAggregate(name: string, tokens: string[]): Expression {
  let by: readonly string[] = []
  if (tokens[0] === 'by') {
    take(tokens)
    by = readList(tokens, () => take(tokens))
  }
  const [of] = readList(tokens, () => readBinary(tokens, 0))
  if (of === undefined) throw new Error(`${name} needs a vector`)
  return { kind: 'aggregate', name, by, of }
}

function readSelector(name: string, tokens: string[]): Expression {
  const matchers: Matcher[] = []
  if (tokens[0] === '{') {
    take(tokens)
    while (tokens.at(0) !== '}') {
      const label = take(tokens)
      // The next token is one of the three by the pattern of tokens, or the text after it is no text.
      const operator = take(tokens) as Matcher['operator']
      matchers.push({ label, operator, text: take(tokens).slice(1, -1) })
      if (tokens.at(0) === ',') take(tokens)
    }
    take(tokens)
  }
  const range = /^\[(\d+)([smhd])\]$/.exec(tokens[0] ?? '')
  if (range !== null) take(tokens)
  const rangeMs = range === null ? null : Number(range[1]) * (UNIT_MS[range[2] ?? ''] ?? 0)
  return { kind: 'selector', name, matchers, rangeMs }
}

function readList<T>(tokens: string[], read: () => T): T[] {
  take(tokens, '(')
  const items: T[] = []
  while (tokens[0] !== ')') {
    items.push(read())
    if (tokens[0] === ',') take(tokens)
  }
  take(tokens)
  return items
}

function take(tokens: string[], expected?: string): string {
  const token = tokens.shift()
  if (token === undefined || (expected !== undefined && token !== expected)) {
    throw new Error(`expected ${expected ?? 'more'}, found ${token ?? 'the end'}`)
  }
  return token
}
