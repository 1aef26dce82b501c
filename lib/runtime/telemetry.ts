import { pino, stdSerializers } from 'pino'
import { withoutSecretsWithin } from '#adapters/log/without-secrets.ts'
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
const REDACTED = '[redacted]'

export type LogOptions = {
  readonly process: string
  readonly level: string
  /** Where the lines go; standard output without. */
  readonly destination?: { write(line: string): void }
}

/** JSON lines on standard output, without secrets and without personal data. */
export function openLog({ process, level, destination }: LogOptions): Log {
  const options = {
    level,
    base: { process },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: serializedError },
    redact: {
      paths: SECRET_NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
      censor: REDACTED,
    },
  }
  return destination === undefined ? pino(options) : pino(options, destination)
}

/** With its causes; what a venue's client threw names the whole signed address of its request. */
function serializedError(error: Error): unknown {
  const { type, message, stack, ...fields } = stdSerializers.err(error)
  return withoutSecretsWithin({ ...fields, type, message, stack })
}
