/** Structured log. Fields are data, messages are constant sentences; secrets and personal data are redacted. */
export type Log = {
  debug(fields: Readonly<Record<string, unknown>>, message: string): void
  info(fields: Readonly<Record<string, unknown>>, message: string): void
  warn(fields: Readonly<Record<string, unknown>>, message: string): void
  error(fields: Readonly<Record<string, unknown>>, message: string): void
  /** A log whose every line carries these fields too. */
  child(fields: Readonly<Record<string, unknown>>): Log
}
