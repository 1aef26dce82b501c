import { type LoggerOptions, pino, stdSerializers } from 'pino'
import { withoutSecretsWithin } from '#adapters/log/without-secrets.ts'
import { AssertionFailure } from '#core/assert.ts'
import type { Log } from '#ports/log.ts'

/** Names under which a secret or a person might reach a log line, at any of the first three levels. */
const SECRET_NAMES = [
  'password',
  'passwordHash',
  'secret',
  'apiKey',
  'passphrase',
  'token',
  'ticket',
  'cookie',
  'authorization',
  'privateKey',
  'email',
]
const BUG_NAME = new AssertionFailure('').name
const REDACTED = '[redacted]'

export type LogOptions = {
  readonly process: string
  readonly level: string
  /** Where the lines go; standard output without. */
  readonly destination?: { write(line: string): void }
  /** Called for every line that tells of a broken rule of our own: wherever it was caught, it is a bug. */
  readonly onBug?: () => void
}

/** JSON lines on standard output, without secrets and without personal data. */
export function openLog({ process, level, destination, onBug }: LogOptions): Log {
  const options: LoggerOptions = {
    level,
    base: { process },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: serializedError },
    hooks: {
      logMethod(inputs, method) {
        if (tellsOfBug(inputs[0])) onBug?.()
        return method.apply(this, inputs)
      },
    },
    redact: {
      paths: SECRET_NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
      censor: REDACTED,
    },
  }
  return destination === undefined ? pino(options) : pino(options, destination)
}

/** By name: pages are bundled apart, with a class of their own. */
function tellsOfBug(fields: unknown): boolean {
  return (
    typeof fields === 'object' &&
    fields !== null &&
    'err' in fields &&
    fields.err instanceof Error &&
    fields.err.name === BUG_NAME
  )
}

/** With its causes; what a venue's client threw names the whole signed address of its request. */
function serializedError(error: Error): unknown {
  const { type, message, stack, ...fields } = stdSerializers.err(error)
  return withoutSecretsWithin({ ...fields, type, message, stack })
}
