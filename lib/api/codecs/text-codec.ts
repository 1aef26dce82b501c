import * as z from 'zod'

export type TextCodecOptions<Value> = {
  /** Throws when the text is not what it should be. */
  decode(text: string): Value
  encode(value: Value): string
  /** What is expected, for the caller whose text was refused. */
  readonly expected: string
  readonly lengthMax: number
  /** For the API's description. */
  readonly pattern?: RegExp
}

/** Text on the wire, a domain value inside. A text that cannot be decoded is the caller's mistake. */
export function textCodec<Value>(options: TextCodecOptions<Value>) {
  const text = z.string().max(options.lengthMax)
  const wire = options.pattern === undefined ? text : text.regex(options.pattern)
  return z.codec(wire, z.custom<Value>(), {
    decode(found, context) {
      try {
        return options.decode(found)
      } catch {
        context.issues.push({
          code: 'custom',
          input: found,
          message: `expected ${options.expected}`,
        })
        return z.NEVER
      }
    },
    encode: options.encode,
  })
}
