import { REFUSED, Schema, type Turn } from './schema.ts'

type Shape = Readonly<Record<string, Schema>>

type Fields = Readonly<Record<string, unknown>>

/** What becomes of fields that the shape does not name. */
type Unknown = 'dropped' | 'refused' | 'kept'

/** An object with a schema for each of its fields. */
export class ObjectSchema extends Schema {
  readonly shape: Shape
  readonly #unknown: Unknown

  constructor(shape: Shape, unknown: Unknown) {
    const turn = (direction: 'read' | 'write') => turnFields(shape, unknown, direction)
    super(turn('read'), turn('write'))
    this.shape = shape
    this.#unknown = unknown
  }

  extend(more: Shape): ObjectSchema {
    return new ObjectSchema({ ...this.shape, ...more }, this.#unknown)
  }

  omit(left: Readonly<Record<string, true>>): ObjectSchema {
    const fields = Object.entries(this.shape).filter(([key]) => !Object.hasOwn(left, key))
    return new ObjectSchema(Object.fromEntries(fields), this.#unknown)
  }

  partial(): ObjectSchema {
    const fields = Object.entries(this.shape).map(([key, field]) => [key, field.optional()])
    return new ObjectSchema(Object.fromEntries(fields), this.#unknown)
  }
}

function turnFields(shape: Shape, unknown: Unknown, direction: 'read' | 'write'): Turn {
  const fields = Object.entries(shape)
  const isNamed = (key: string) => Object.hasOwn(shape, key)
  const isRefused = (value: Fields) => unknown === 'refused' && !Object.keys(value).every(isNamed)
  const begun = (value: Fields): Record<string, unknown> => (unknown === 'kept' ? { ...value } : {})
  return (value) => {
    if (!isRecord(value) || isRefused(value)) return REFUSED
    const turned = begun(value)
    for (const [key, field] of fields) {
      const given = turnField(field[direction], field.isOptional, value, key)
      if (given === REFUSED) return REFUSED
      if (given !== ABSENT) turned[key] = given
    }
    return turned
  }
}

const ABSENT = Symbol('absent')

function turnField(turn: Turn, isOptional: boolean, value: Fields, key: string): unknown {
  if (key in value) return turn(value[key])
  return isOptional ? ABSENT : turn(undefined)
}

export function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
