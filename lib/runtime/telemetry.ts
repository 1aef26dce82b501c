import { pino } from 'pino'
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

export type LogOptions = { readonly process: string; readonly level: string }

/** JSON lines on standard output, without secrets and without personal data. */
export function openLog({ process, level }: LogOptions): Log {
  return pino({
    level,
    base: { process },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: SECRET_NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
      censor: REDACTED,
    },
  })
}
