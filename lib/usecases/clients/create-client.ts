import { AppError } from '#api/app-error.ts'
import type * as api from '#api/clients.ts'
import { type ClientView, STRIPES } from '#api/codecs/client.ts'
import type { HandlerInput } from '#api/endpoint.ts'
import { assert } from '#core/assert.ts'
import { freestStripe, insertClient, readClient } from '#store/clients.ts'
import type { Context } from '#usecases/context.ts'

/** Takes a client on. Without a word about it, it wears the stripe that the fewest others wear. */
export function createClient(
  ctx: Pick<Context, 'db' | 'effect' | 'clock' | 'dice'>,
  input: HandlerInput<typeof api.createClient>,
): Promise<ClientView> {
  const id = ctx.dice.uuid()
  return ctx.effect(
    {
      audit: ({ name }) => ({
        action: 'client.create',
        targetKind: 'client',
        targetId: id,
        data: { name },
      }),
    },
    async (tx) => {
      const isNew = await insertClient(tx, {
        id,
        organizationId: ctx.db.scope.organizationId,
        name: input.name,
        stripe: input.stripe ?? (await freestStripe(tx, STRIPES)),
        now: ctx.clock.now(),
      })
      if (!isNew) throw nameTaken(input.name)
      const client = await readClient(tx, id)
      assert(client !== null, 'a client that was just made is there')
      return client
    },
  )
}

export function nameTaken(name: string): AppError {
  return new AppError('CONFLICT', {
    public: `There is a client named "${name}" already: choose another name.`,
  })
}
