/** Signed addresses carry key and signature in their query; bodies and headers carry them by name. */
const QUERY = /\?[^\s"'<>?]+=[^\s"'<>]*/g
const NAMED = /((?:signature|api[-_]?key|secret|passphrase)["']?\s*[:=]\s*["']?)[^\s"'&,}]+/gi
const IS_SECRET = /^(?:x-mbx-apikey|signature|api[-_]?key|(?:api[-_]?)?secret|passphrase)$/i
/** An error's own fields hold requests and answers; deeper than this nobody reads them in a log. */
const DEPTH_MAX = 4

/** The text without the queries of its addresses and without named keys and signatures. */
export function withoutSecrets(text: string): string {
  return text.replaceAll(QUERY, '?…').replaceAll(NAMED, '$1…')
}

/** The same for every text in a value, however nested, so that it may be logged. */
export function withoutSecretsWithin(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return withoutSecrets(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth >= DEPTH_MAX) return '…'
  if (Array.isArray(value)) return value.map((item) => withoutSecretsWithin(item, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      IS_SECRET.test(name) && typeof item === 'string'
        ? '…'
        : withoutSecretsWithin(item, depth + 1),
    ]),
  )
}
