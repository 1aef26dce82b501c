import { listOrganizationIds } from '#store/organizations.ts'
import type { PublicContext } from '#usecases/public-context.ts'

/** Whether this desk was set up before. */
export async function hasFirm(ctx: Pick<PublicContext, 'database'>): Promise<boolean> {
  return (await listOrganizationIds(ctx.database.pool)).length > 0
}
