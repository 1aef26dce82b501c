/** What a value that is not of a schema's form is read or written as. */
export const REFUSED: unique symbol = Symbol('refused')

/** Turns one form of a value into the other, or refuses it. */
export type Turn = (value: unknown) => unknown

type Parsed =
  | { readonly success: true; readonly data: unknown }
  | { readonly success: false; readonly error: Error }

/**
 * The form of a value on the wire and in the page, by zod's names for what the trade API's definitions use of it.
 * It takes and refuses what zod takes and refuses; why, it does not say. `lib/browser/schema/zod.ts` tells more.
 */
export class Schema {
  readonly read: Turn
  readonly write: Turn
  /** A field of this schema may be absent. */
  readonly isOptional: boolean

  constructor(read: Turn, write: Turn = read, isOptional = false) {
    this.read = read
    this.write = write
    this.isOptional = isOptional
  }

  safeParse(value: unknown): Parsed {
    const data = this.read(value)
    return data === REFUSED ? { success: false, error: refusal() } : { success: true, data }
  }

  safeDecode(value: unknown): Parsed {
    return this.safeParse(value)
  }

  parse(value: unknown): unknown {
    return accepted(this.read(value))
  }

  encode(value: unknown): unknown {
    return accepted(this.write(value))
  }

  optional(): Schema {
    return this.#unless(undefined, true)
  }

  nullable(): Schema {
    return this.#unless(null, this.isOptional)
  }

  /** Values are never changed anywhere, so nothing is frozen. */
  readonly(): this {
    return this
  }

  default(value: unknown): Schema {
    return new Schema((given) => (given === undefined ? value : this.read(given)), this.write)
  }

  catch(value: unknown): Schema {
    const read = (given: unknown) => {
      const data = this.read(given)
      return data === REFUSED ? value : data
    }
    return new Schema(read, this.write)
  }

  transform(to: Turn): Schema {
    return new Schema((given) => {
      const data = this.read(given)
      return data === REFUSED ? REFUSED : to(data)
    })
  }

  // Each takes a value that is of the schema's form already.
  refine(isRight: (value: never) => boolean): Schema {
    const checked = (turn: Turn, isChecked: (before: unknown, after: unknown) => boolean): Turn => {
      return (value) => {
        const turned = turn(value)
        return turned !== REFUSED && isChecked(value, turned) ? turned : REFUSED
      }
    }
    return new Schema(
      checked(this.read, (_before, after) => isRight(after as never)),
      checked(this.write, (before) => isRight(before as never)),
      this.isOptional,
    )
  }

  min(least: number): Schema {
    return this.refine((value) => sizeOf(value) >= least)
  }

  max(most: number): Schema {
    return this.refine((value) => sizeOf(value) <= most)
  }

  length(exact: number): Schema {
    return this.refine((value) => sizeOf(value) === exact)
  }

  positive(): Schema {
    return this.refine((value) => value > 0)
  }

  regex(pattern: RegExp): Schema {
    return this.refine((value) => pattern.test(value))
  }

  trim(): Schema {
    return this.#changed((text) => text.trim())
  }

  toLowerCase(): Schema {
    return this.#changed((text) => text.toLowerCase())
  }

  #changed(change: (text: string) => string): Schema {
    const turn = (by: Turn) => (value: unknown) => {
      const text = by(value)
      return typeof text === 'string' ? change(text) : text
    }
    return new Schema(turn(this.read), turn(this.write), this.isOptional)
  }

  #unless(nothing: null | undefined, isOptional: boolean): Schema {
    const turn = (by: Turn) => (value: unknown) => (value === nothing ? nothing : by(value))
    return new Schema(turn(this.read), turn(this.write), isOptional)
  }
}

/** A number's value; how long a text or a list is. */
function sizeOf(value: number | string | readonly unknown[]): number {
  return typeof value === 'number' ? value : value.length
}

function accepted(value: unknown): unknown {
  if (value === REFUSED) throw refusal()
  return value
}

function refusal(): Error {
  return new Error('The value is not of the expected form.')
}
