'use client'
import * as z from 'zod'
import { usePreference } from '#browser/use-preference.ts'
import type { CommandItem } from './command-item.ts'

const RECENT_MAX = 5
const ID_LENGTH_MAX = 200

const recentSchema = z.array(z.string().max(ID_LENGTH_MAX)).max(RECENT_MAX).readonly()
const NONE: readonly string[] = []

/** What was last done from here, the newest first, in every browser of this person. */
export function useRecentItems(items: readonly CommandItem[]) {
  const [ids, setIds] = usePreference('command.recent', recentSchema, NONE)
  const byId = new Map(items.map((item) => [item.id, item]))
  const recent = ids.map((id) => byId.get(id)).filter((item) => item !== undefined)
  const remember = ({ id }: CommandItem) =>
    setIds((before) => [id, ...before.filter((each) => each !== id)].slice(0, RECENT_MAX))
  return { recent, remember }
}
