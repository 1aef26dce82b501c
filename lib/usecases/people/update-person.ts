import { AppError } from '#api/app-error.ts'
import type { PersonView } from '#api/codecs/person.ts'
import type { HandlerInput } from '#api/endpoint.ts'
import type * as api from '#api/people.ts'
import { assert } from '#core/assert.ts'
import { countAdminsLocked, readPerson, updateMembership } from '#store/memberships.ts'
import { revokeSessionsOf } from '#store/sessions.ts'
import type { Tx } from '#store/transaction.ts'
import type { Context } from '#usecases/context.ts'
import { notFound } from '#usecases/require-visible.ts'
import { requireBinding } from './require-binding.ts'

type Change = HandlerInput<typeof api.updatePerson>

/**
 * Changes what a person may do, or revokes them. Every open session of theirs ends, so that the change holds
 * at once. The firm always keeps an administrator.
 */
export function updatePerson(
  ctx: Pick<Context, 'effect' | 'clock'>,
  { userId, ...change }: Change,
): Promise<PersonView> {
  return ctx.effect(
    {
      audit: () => ({
        action: 'person.update',
        targetKind: 'user',
        targetId: userId,
        data: change,
      }),
    },
    async (tx) => {
      const admins = await countAdminsLocked(tx)
      const before = await readPerson(tx, userId)
      if (before === null) throw notFound()
      const after = changed(before, change)
      await requireBinding(tx, after)
      requireAnAdmin(admins, before, after)
      const now = ctx.clock.now()
      await updateMembership(tx, { ...after, now })
      await revokeSessionsOf(tx, { userId, now })
      return updated(tx, userId)
    },
  )
}

/** Who stops being a viewer is bound to no client any more. */
function changed(before: PersonView, change: Omit<Change, 'userId'>): PersonView {
  const role = change.role ?? before.role
  const kept = role === 'VIEWER' ? before.clientId : null
  return {
    ...before,
    role,
    clientId: change.clientId === undefined ? kept : change.clientId,
    isRevoked: change.isRevoked ?? before.isRevoked,
  }
}

function requireAnAdmin(admins: number, before: PersonView, after: PersonView): void {
  const wasAdmin = before.role === 'ADMIN' && !before.isRevoked
  const staysAdmin = after.role === 'ADMIN' && !after.isRevoked
  if (!wasAdmin || staysAdmin || admins > 1) return
  throw new AppError('NOT_POSSIBLE_NOW', {
    public: 'This is the firm’s last administrator: make somebody else one first.',
  })
}

async function updated(tx: Tx, userId: string): Promise<PersonView> {
  const person = await readPerson(tx, userId)
  assert(person !== null, 'a membership does not vanish')
  return person
}
