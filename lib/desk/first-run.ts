import { withSetupContext } from '#runtime/setup-context.ts'
import type { PublicContext } from '#usecases/public-context.ts'
import { foundDemo } from '#usecases/setup/found-demo.ts'
import { hasFirm } from '#usecases/setup/has-firm.ts'
import { issueSetupToken } from '#usecases/setup/issue-setup-token.ts'
import { demoOf, newDemoFile } from './demo-firm.ts'
import { readFirstRunFile, writeFirstRunFile } from './first-run-file.ts'
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
export function firstRun(context: FirstRunContext): Promise<FirstRunResult> {
  return withSetupContext(context.appUrl, async (ctx) => {
    if (context.isDemo) await makeDemo(ctx, context)
    return { setupToken: await issueSetupToken(ctx) }
  })
}

/** The sign-ins are written down before the people are made: passwords are never lost, whatever happens. */
async function makeDemo(
  ctx: PublicContext,
  { folder, publicOrigin }: FirstRunContext,
): Promise<void> {
  const known = readFirstRunFile(folder)
  if (known === null && (await hasFirm(ctx))) return
  const file = known ?? newDemoFile(publicOrigin, ctx.dice)
  if (known === null) writeFirstRunFile(folder, file)
  await foundDemo(ctx, demoOf(file, ctx.dice))
}
