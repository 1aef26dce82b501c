import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { pro } from 'ccxt'

/** A ccxt client of one venue: REST and websocket. The dialects share this much of their types. */
export type CcxtClient = InstanceType<typeof pro.binance>
export type CcxtClass = new (options: Readonly<Record<string, unknown>>) => CcxtClient

/**
 * Loads one venue's client. ccxt's main module would load a hundred venues into every process that trades
 * with one: 65 MB that an idle desk need not hold.
 */
export async function loadDialect(dialect: string): Promise<CcxtClass> {
  const packageFolder = dirname(dirname(createRequire(import.meta.url).resolve('ccxt')))
  const path = join(packageFolder, 'js', 'src', 'pro', `${dialect}.js`)
  const module: { readonly default: CcxtClass } = await import(pathToFileURL(path).href)
  return module.default
}
