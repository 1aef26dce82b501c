import { hasOrganization } from '#store/organizations.ts'
import type { PublicContext } from '#usecases/public-context.ts'

/** Whether this desk was set up before. */
export function hasFirm(ctx: Pick<PublicContext, 'database'>): Promise<boolean> {
  return hasOrganization(ctx.database.pool)
}
