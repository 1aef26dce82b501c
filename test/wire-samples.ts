import fc from 'fast-check'
import * as z from 'zod'

/** What a schema says of itself; which of these it has depends on its type. */
type Definition = {
  readonly type: string
  readonly shape: Readonly<Record<string, z.core.$ZodType>>
  readonly element: z.core.$ZodType
  readonly innerType: z.core.$ZodType
  readonly in: z.core.$ZodType
  readonly keyType: z.core.$ZodType
  readonly valueType: z.core.$ZodType
  readonly options: readonly z.core.$ZodType[]
  readonly items: readonly z.core.$ZodType[]
  readonly entries: Readonly<Record<string, unknown>>
  readonly values: readonly unknown[]
  readonly checks?: readonly z.core.$ZodCheck[]
}
/** What a schema asks besides its type. */
type Limits = {
  readonly minimum?: number
  readonly maximum?: number
  readonly pattern?: RegExp
}

const LIST_MAX = 2
const TEXT_MAX = 8
const POOL_SIZE = 40
const SEED = 1
const SMALL = 50
/** Most samples are of the form: an object is only as good as its worst field. */
const GOOD_TO_ANY = [19, 1] as const

const KNOWN = new WeakMap<z.core.$ZodType, fc.Arbitrary<unknown>>()

/** Values as they stand on the wire, of about the form of a schema: some of them it refuses. */
export function wireSamples(schema: z.core.$ZodType): fc.Arbitrary<unknown> {
  const known = KNOWN.get(schema)
  if (known !== undefined) return known
  const definition = schema._zod.def as unknown as Definition
  const make = SAMPLES[definition.type]
  if (make === undefined) throw new Error(`no samples of ${definition.type}`)
  const made = make(definition, limitsOf(definition))
  const samples = LEAVES.has(definition.type) ? mostlyGood(schema, made) : made
  KNOWN.set(schema, samples)
  return samples
}

const LEAVES: ReadonlySet<string> = new Set(['string', 'number', 'pipe'])

/** A pool is made once: texts that match a pattern are slow to make, and few are of the form by chance. */
function mostlyGood(schema: z.core.$ZodType, samples: fc.Arbitrary<unknown>) {
  const pool = fc.sample(samples, { numRuns: POOL_SIZE, seed: SEED })
  const good = pool.filter((sample) => z.safeParse(schema, sample).success)
  const [goodWeight, anyWeight] = GOOD_TO_ANY
  const any = { weight: anyWeight, arbitrary: fc.constantFrom(...pool) }
  if (good.length === 0) return fc.oneof(any)
  return fc.oneof({ weight: goodWeight, arbitrary: fc.constantFrom(...good) }, any)
}

const SAMPLES: Readonly<
  Record<string, (definition: Definition, limits: Limits) => fc.Arbitrary<unknown>>
> = {
  string: (_definition, limits) => texts(limits),
  number: (_definition, limits) => numbers(limits),
  boolean: () => fc.boolean(),
  null: () => fc.constant(null),
  unknown: () => fc.jsonValue({ maxDepth: 1 }),
  custom: () => fc.jsonValue({ maxDepth: 1 }),
  enum: ({ entries }) => fc.constantFrom(...Object.values(entries)),
  literal: ({ values }) => fc.constantFrom(...values),
  object: ({ shape }) => objects(shape),
  array: ({ element }, { minimum = 0 }) =>
    fc.array(wireSamples(element), { minLength: minimum, maxLength: minimum + LIST_MAX }),
  tuple: ({ items }) => fc.tuple(...items.map(wireSamples)),
  record: ({ keyType, valueType }) =>
    fc
      .array(fc.tuple(wireSamples(keyType) as fc.Arbitrary<string>, wireSamples(valueType)), {
        maxLength: LIST_MAX,
      })
      .map((entries) => Object.fromEntries(entries)),
  union: ({ options }) => fc.oneof(...options.map(wireSamples)),
  pipe: (definition) => wireSamples(definition.in),
  transform: () => fc.jsonValue({ maxDepth: 1 }),
  nullable: ({ innerType }) => fc.option(wireSamples(innerType)),
  optional: ({ innerType }) => fc.option(wireSamples(innerType), { nil: undefined }),
  default: ({ innerType }) => fc.option(wireSamples(innerType), { nil: undefined }),
  catch: ({ innerType }) => wireSamples(innerType),
  readonly: ({ innerType }) => wireSamples(innerType),
}

function limitsOf({ checks = [] }: Definition): Limits {
  const said = checks.map(
    (check) => check._zod.def as Limits & { readonly value?: number; readonly check: string },
  )
  return Object.assign(
    {},
    ...said.map(({ check, value, ...limits }) => {
      if (check === 'greater_than') return { minimum: value }
      return check === 'less_than' ? { maximum: value } : limits
    }),
  )
}

function numbers({ minimum = -1_000, maximum = 2_000_000_000_000 }: Limits): fc.Arbitrary<unknown> {
  const least = Math.ceil(Math.max(minimum, 0))
  return fc.oneof(
    fc.maxSafeInteger(),
    fc.integer({ min: least, max: Math.floor(Math.min(maximum, least + SMALL)) }),
    fc.double({ min: Math.max(minimum, -1e9), max: Math.min(maximum, 1e9), noNaN: true }),
  )
}

function texts({ pattern, minimum = 0 }: Limits): fc.Arbitrary<unknown> {
  if (pattern !== undefined) return fc.stringMatching(pattern)
  return fc.oneof(
    fc.string({ minLength: minimum, maxLength: Math.max(minimum, TEXT_MAX) }),
    fc.constantFrom(...TEXTS),
  )
}

/** Of each kind of text that no pattern describes. */
const TEXTS = [
  '0',
  '12.5',
  '-3',
  ' 1 ',
  'sim:BTC-USDT',
  'BTC',
  'true',
  '1784042585000',
  'UTC',
  'overview.equity~firm',
]

/** What is undefined is left out, as JSON leaves it out. */
function objects(shape: Definition['shape']): fc.Arbitrary<unknown> {
  const fields = Object.entries(shape).map(([key, field]) => [key, wireSamples(field)])
  return fc
    .record(Object.fromEntries(fields))
    .map((sample) =>
      Object.fromEntries(Object.entries(sample).filter(([, value]) => value !== undefined)),
    )
}
