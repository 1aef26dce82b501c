import { isRecord, ObjectSchema } from './object-schema.ts'
import { REFUSED, Schema, type Turn } from './schema.ts'

/*
 * What `import * as z from 'zod'` means in the browser: next.config.mjs says so. The definitions of the trade API
 * are written with zod, which the server checks callers by and describes the API with; a page needs them only to
 * turn its own desk's answers into domain values and back, and zod weighs 35 kB there. `zod.test.ts` holds every
 * endpoint's schemas in both readings against each other.
 */

type Direction = 'read' | 'write'
type Shape = Readonly<Record<string, Schema>>

export const object = (shape: Shape) => new ObjectSchema(shape, 'dropped')
export const strictObject = (shape: Shape) => new ObjectSchema(shape, 'refused')
export const looseObject = (shape: Shape) => new ObjectSchema(shape, 'kept')

export const string = () => which((value) => typeof value === 'string')
export const number = () => which(Number.isFinite)
export const int = () => which(Number.isSafeInteger)
export const boolean = () => which((value) => typeof value === 'boolean')
export const literal = (only: unknown) => which((value) => value === only)
export const unknown = () => new Schema((value) => value, undefined, true)
export const custom = () => new Schema((value) => value)

const anyOf = (values: readonly unknown[]) => which((value) => values.includes(value))
const nothing = () => literal(null)

export { anyOf as enum, nothing as null }

export function array(item: Schema): Schema {
  return bothWays(
    (direction) => (value) => (Array.isArray(value) ? each(value, item[direction]) : REFUSED),
  )
}

export function tuple(items: readonly Schema[]): Schema {
  return bothWays((direction) => (value) => {
    if (!Array.isArray(value) || value.length !== items.length) return REFUSED
    return each(value, (one, place) => items[place]?.[direction](one))
  })
}

export function record(key: Schema, item: Schema): Schema {
  return bothWays((direction) => (value) => {
    if (!isRecord(value)) return REFUSED
    const entries = Object.entries(value)
    const names = each(entries, ([name]) => key[direction](name))
    const items = each(entries, ([, one]) => item[direction](one))
    if (!Array.isArray(names) || !Array.isArray(items)) return REFUSED
    return Object.fromEntries(names.map((name, place) => [name, items[place]]))
  })
}

export function union(options: readonly Schema[]): Schema {
  return bothWays((direction) => (value) => {
    for (const option of options) {
      const turned = option[direction](value)
      if (turned !== REFUSED) return turned
    }
    return REFUSED
  })
}

/** The options' literals tell them apart, so at most one takes a value. */
export const discriminatedUnion = (_key: string, options: readonly Schema[]) => union(options)

type Context = { readonly issues: unknown[] }
type Coding = {
  decode(value: unknown, context: Context): unknown
  encode(value: unknown, context: Context): unknown
}

export function codec(wire: Schema, domain: Schema, coding: Coding): Schema {
  const turn = (from: Turn, code: Coding['decode'], to: Turn) => (value: unknown) => {
    const before = from(value)
    if (before === REFUSED) return REFUSED
    const context: Context = { issues: [] }
    const coded = code(before, context)
    return context.issues.length > 0 ? REFUSED : to(coded)
  }
  return new Schema(
    turn(wire.read, coding.decode, domain.read),
    turn(domain.write, coding.encode, wire.write),
  )
}

/** What a codec that refuses gives; its issue is what counts. */
export const NEVER = undefined

const TRUE_WORDS = ['true', '1', 'yes', 'on', 'y', 'enabled']
const FALSE_WORDS = ['false', '0', 'no', 'off', 'n', 'disabled']

/** As a query says it. */
export function stringbool(): Schema {
  const word = string().toLowerCase()
  return codec(
    word.refine((text: string) => WORDS.has(text)),
    boolean(),
    {
      decode: (text) => TRUE_WORDS.includes(text as string),
      encode: (value) => (value === true ? 'true' : 'false'),
    },
  )
}

const WORDS = new Set([...TRUE_WORDS, ...FALSE_WORDS])

export const encode = (schema: Schema, value: unknown) => schema.encode(value)

function which(isRight: (value: unknown) => boolean): Schema {
  return new Schema((value) => (isRight(value) ? value : REFUSED))
}

function bothWays(turn: (direction: Direction) => Turn): Schema {
  return new Schema(turn('read'), turn('write'))
}

function each<Item>(items: readonly Item[], turn: (item: Item, place: number) => unknown): unknown {
  const turned: unknown[] = []
  for (const [place, item] of items.entries()) {
    const one = turn(item, place)
    if (one === REFUSED) return REFUSED
    turned.push(one)
  }
  return turned
}
