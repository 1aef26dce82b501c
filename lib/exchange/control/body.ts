import { ControlError } from './control-error.ts'

/** A JSON body read field by field; each reader throws `ControlError` naming the field and what was expected. */
export class Body {
  private readonly fields: Readonly<Record<string, unknown>>

  constructor(fields: Readonly<Record<string, unknown>>) {
    this.fields = fields
  }

  static parse(text: string): Body {
    if (text === '') return new Body({})
    let parsed: unknown
    try {
      parsed = JSON.parse(text)
    } catch (cause) {
      throw new ControlError(`the body is not JSON: ${String(cause)}`)
    }
    return Body.of(parsed, 'the body')
  }

  private static of(value: unknown, name: string): Body {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new ControlError(`${name}: expected an object`)
    }
    return new Body(value as Readonly<Record<string, unknown>>)
  }

  has(name: string): boolean {
    return this.fields[name] !== undefined
  }

  text(name: string): string {
    const value = this.optionalText(name)
    if (value === undefined) throw new ControlError(`${name}: expected text, found nothing`)
    return value
  }

  optionalText(name: string): string | undefined {
    return this.read(name, (value) => typeof value === 'string', 'text')
  }

  optionalNumber(name: string): number | undefined {
    return this.read(name, (value) => Number.isFinite(value), 'a number')
  }

  optionalBoolean(name: string): boolean | undefined {
    return this.read(name, (value) => typeof value === 'boolean', 'true or false')
  }

  optionalTexts(name: string): readonly string[] | undefined {
    const isTexts = (value: unknown) =>
      Array.isArray(value) && value.every((it) => typeof it === 'string')
    return this.read(name, isTexts, 'a list of texts')
  }

  optionalObject(name: string): Body | undefined {
    const value = this.fields[name]
    return value === undefined ? undefined : Body.of(value, name)
  }

  objects(name: string): readonly Body[] {
    const value = this.fields[name]
    if (!Array.isArray(value)) throw new ControlError(`${name}: expected a list`)
    return value.map((it) => Body.of(it, name))
  }

  /** All fields as text, for a body that is a flat set of dialect parameters. */
  asParams(): ReadonlyMap<string, string> {
    return new Map(Object.entries(this.fields).map(([name, value]) => [name, String(value)]))
  }

  names(): readonly string[] {
    return Object.keys(this.fields)
  }

  private read<T>(
    name: string,
    isRight: (value: unknown) => boolean,
    expected: string,
  ): T | undefined {
    const value = this.fields[name]
    if (value === undefined || value === null) return undefined
    if (!isRight(value)) {
      throw new ControlError(`${name}: expected ${expected}, found ${JSON.stringify(value)}`)
    }
    // Just checked by `isRight`.
    return value as T
  }
}
