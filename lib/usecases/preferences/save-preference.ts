import { AppError } from '#api/app-error.ts'
import type { Preference } from '#api/codecs/preference.ts'
import type { HandlerInput } from '#api/endpoint.ts'
import type * as api from '#api/preferences.ts'
import { countOtherPreferences, upsertPreference } from '#store/preferences.ts'
import type { Context } from '#usecases/context.ts'

/** So many preferences one person may keep; a chart of each of 400 markets has room. */
export const PREFERENCES_MAX = 500

/** Keeps a preference of the person who asks. Safe to repeat: the last value stands. */
export function savePreference(
  ctx: Pick<Context, 'effect' | 'clock' | 'actor' | 'db'>,
  { key, value }: HandlerInput<typeof api.savePreference>,
): Promise<Preference> {
  const audit = () => ({
    action: 'preference.save',
    targetKind: 'preference',
    targetId: key,
    data: {},
  })
  return ctx.effect({ audit }, async (tx) => {
    const { id: userId } = ctx.actor
    if ((await countOtherPreferences(tx, { userId, key })) >= PREFERENCES_MAX) {
      throw new AppError('NOT_POSSIBLE_NOW', {
        public: `At most ${PREFERENCES_MAX} preferences are kept for one person.`,
      })
    }
    const now = ctx.clock.now()
    const { organizationId } = ctx.db.scope
    await upsertPreference(tx, { userId, organizationId, key, value, now })
    return { key, value, updatedAt: now }
  })
}
