import { notFound } from 'next/navigation'
import { fromWireId } from '#api/codecs/id.ts'
import { page } from '#http/page.ts'
import type { RequestContext } from '#http/request-context.ts'
import { listClients } from '#usecases/clients/list-clients.ts'

/** The client that a page's address names. Another's and one that never was are the same: not found. */
export async function visibleClient(
  permission: Parameters<typeof page>[0],
  params: Promise<{ readonly clientId: string }>,
): Promise<{ readonly ctx: RequestContext; readonly clientId: string }> {
  const ctx = await page(permission, { audience: 'everyone' })
  const clientId = fromWireId('client', (await params).clientId)
  const { items } = await listClients(ctx)
  if (clientId === null || !items.some(({ id }) => id === clientId)) notFound()
  return { ctx, clientId }
}
