'use client'
import { useQuery } from '@tanstack/react-query'
import type { Me } from '#api/codecs/person.ts'
import type { Permission } from '#core/access/permissions.ts'
import { meQuery } from './queries/people.ts'
import { useAsOf } from './use-as-of.ts'

/**
 * Whether the person who signed in may do it here and now: on a page that shows a moment that has passed, nobody
 * does anything but read. What they may not do is not shown; the server decides again.
 */
export function useMay(permission: Permission): boolean {
  const { data } = useQuery(meQuery())
  const { at } = useAsOf()
  if (at !== undefined && !permission.endsWith(':read')) return false
  return data?.permissions.includes(permission) ?? false
}

/** Whether there is anything that this person may stop. */
export function mayStop({ permissions }: Pick<Me, 'permissions'>): boolean {
  return permissions.includes('accounts:pause') || permissions.includes('accounts:cancel-all')
}
