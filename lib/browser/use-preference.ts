'use client'
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react'
import type * as z from 'zod'
import type { Preference } from '#api/codecs/preference.ts'
import { savePreference } from '#api/preferences.ts'
import { call } from './call.ts'
import { PreferenceWriter } from './preference-writer.ts'
import { preferenceQuery, preferencesQuery } from './queries/preferences.ts'

export type PreferenceChange<Value> = Value | ((before: Value) => Value)

/**
 * What the person prefers under a name, or `fallback` while that is unknown, was never said or does not match
 * the schema any more. A change shows at once and is kept at the desk when the person pauses; it follows them
 * to every browser. Give a schema and a fallback that are made once, outside of the component.
 *
 *     const [layout, setLayout] = usePreference('layout.market', layoutSchema, LAYOUT)
 */
export function usePreference<Value>(
  key: string,
  schema: z.ZodType<Value>,
  fallback: Value,
): readonly [value: Value, set: (change: PreferenceChange<Value>) => void] {
  const queryClient = useQueryClient()
  const writer = writerOf(queryClient)
  const query = queryOf(key)
  const kept = useQuery(query).data?.items.find((item) => item.key === key)?.value
  const isPending = useSyncExternalStore(
    writer.subscribe,
    () => writer.has(key),
    () => false,
  )
  const pending = useSyncExternalStore(
    writer.subscribe,
    () => writer.get(key),
    () => undefined,
  )
  const raw = isPending ? pending : kept
  const value = useMemo(() => parsedOr(raw, schema, fallback), [raw, schema, fallback])
  const set = useCallback(
    (change: PreferenceChange<Value>) => {
      const before = () => parsedOr(currentOf(queryClient, key), schema, fallback)
      writer.set(key, isUpdate(change) ? change(before()) : change)
    },
    [queryClient, writer, key, schema, fallback],
  )
  useEffect(() => flushWhenLeaving(writer), [writer])
  return [value, set]
}

function queryOf(key: string) {
  return key.startsWith('chart.') ? preferenceQuery(key) : preferencesQuery()
}

function isUpdate<Value>(change: PreferenceChange<Value>): change is (before: Value) => Value {
  return typeof change === 'function'
}

function parsedOr<Value>(raw: unknown, schema: z.ZodType<Value>, fallback: Value): Value {
  const parsed = schema.safeParse(raw)
  return parsed.success ? parsed.data : fallback
}

function currentOf(queryClient: QueryClient, key: string): unknown {
  const writer = writerOf(queryClient)
  if (writer.has(key)) return writer.get(key)
  const items = queryClient.getQueryData(queryOf(key).queryKey)?.items ?? []
  return items.find((item) => item.key === key)?.value
}

/** One for each cache: on the server there is one for each request, and it holds nothing. */
const WRITERS = new WeakMap<QueryClient, PreferenceWriter>()

function writerOf(queryClient: QueryClient): PreferenceWriter {
  const known = WRITERS.get(queryClient)
  if (known !== undefined) return known
  const writer = new PreferenceWriter(async (key, value, { isLeaving }) => {
    const kept = await call(savePreference, { key, value }, { keepalive: isLeaving })
    replace(queryClient, kept)
  })
  WRITERS.set(queryClient, writer)
  return writer
}

function replace(queryClient: QueryClient, kept: Preference): void {
  queryClient.setQueryData(queryOf(kept.key).queryKey, (before) => {
    if (before === undefined) return before
    const others = before.items.filter(({ key }) => key !== kept.key)
    return { ...before, items: [...others, kept] }
  })
}

function flushWhenLeaving(writer: PreferenceWriter): () => void {
  const flush = () => document.visibilityState === 'hidden' && writer.flush()
  document.addEventListener('visibilitychange', flush)
  return () => document.removeEventListener('visibilitychange', flush)
}
