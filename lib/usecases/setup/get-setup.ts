import { isSetupOpen } from '#store/setup-tokens.ts'
import type { PublicContext } from '#usecases/public-context.ts'

/** Whether the desk still waits for its first administrator. */
export async function getSetup(ctx: PublicContext): Promise<{ readonly isOpen: boolean }> {
  return { isOpen: await isSetupOpen(ctx.database.pool) }
}
