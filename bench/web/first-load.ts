import { gzipSync } from 'node:zlib'
import type { BrowserContext } from '@playwright/test'

const BYTES_PER_KB = 1_000
const SCRIPT = /<(?:script|link)\b[^>]*?\b(?:src|href)="([^"]+\.js)(?:\?[^"]*)?"[^>]*>/g
const OLD_BROWSERS_ONLY = /\bnomodule\b/i

export type FirstLoad = {
  readonly path: string
  readonly kb: number
  /** The scripts of the page's own document, the largest first. */
  readonly scripts: readonly { readonly name: string; readonly kb: number }[]
}

/** The scripts that the document of a page names, compressed as the desk sends them. */
export async function measureFirstLoad(context: BrowserContext, path: string): Promise<FirstLoad> {
  const html = await (await context.request.get(path)).text()
  const names = [...html.matchAll(SCRIPT)]
    .filter(([tag]) => !OLD_BROWSERS_ONLY.test(tag))
    .map(([, name = '']) => name)
  const scripts = await Promise.all(
    [...new Set(names)].map(async (name) => {
      const body = await (await context.request.get(name)).body()
      return { name, kb: gzipSync(body).length / BYTES_PER_KB }
    }),
  )
  const kb = scripts.reduce((sum, each) => sum + each.kb, 0)
  return { path, kb, scripts: scripts.toSorted((a, b) => b.kb - a.kb) }
}
