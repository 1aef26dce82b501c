import type { ServiceSpec } from './services/service.ts'

type Env = Readonly<Record<string, string | undefined>>

/** Who may see each secret when it is set in the environment or in .env; the desk keeps the others' back. */
const SECRET_READERS: Readonly<Record<string, readonly ServiceSpec['name'][]>> = {
  DATABASE_OWNER_URL: [],
  NEXTAUTH_SECRET: ['web'],
  CURSOR_KEY: ['web'],
  WEB_ENCRYPTION_KEY: ['web'],
  METRICS_TOKEN: ['web'],
  ALERT_KEY: ['web', 'runner', 'gateway'],
  RUNNER_PRIVATE_KEY: ['runner'],
  RUNNER_ENCRYPTION_KEY: ['runner'],
}

/** A stranger needs to find programs, folders and the way out, and what is addressed to it. */
const STRANGER_NEEDS =
  /^(PATH|HOME|TMPDIR|TEMP|TMP|TZ|LANG|LC_\w+|NODE_EXTRA_CA_CERTS|SSL_CERT_\w+|https?_proxy|HTTPS?_PROXY|NO_PROXY|no_proxy|EXCHANGE_\w+)$/

/** The part of the desk's own environment that a service inherits. */
export function inheritedEnv(name: ServiceSpec['name'], env: Env): Record<string, string> {
  const isSeen = (variable: string) =>
    name === 'exchange'
      ? STRANGER_NEEDS.test(variable)
      : (SECRET_READERS[variable]?.includes(name) ?? true)
  const seen = Object.entries(env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && isSeen(entry[0]),
  )
  return Object.fromEntries(seen)
}
