import type * as api from '#api/audit.ts'
import type { HandlerInput, HandlerResult } from '#api/endpoint.ts'
import { pageFrom } from '#store/newest-first.ts'
import { readAuditEvents } from '#store/read-audit-events.ts'
import type { Context } from '#usecases/context.ts'

/** A page of what was done in the firm, newest first. People bound to a client see none of it. */
export function listAuditEvents(
  ctx: Pick<Context, 'db'>,
  input: HandlerInput<typeof api.listAuditEvents>,
): Promise<HandlerResult<typeof api.listAuditEvents>> {
  return ctx.db.read(async (tx) =>
    pageFrom(await readAuditEvents(tx, input), input.limit, ({ at }) => at),
  )
}
