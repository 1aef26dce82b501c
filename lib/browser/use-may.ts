'use client'
import { useQuery } from '@tanstack/react-query'
import type { Me } from '#api/codecs/person.ts'
import type { Permission } from '#core/access/permissions.ts'
import { meQuery } from './queries/people.ts'

/** Whether the person who signed in may do it. What they may not do is not shown; the server decides again. */
export function useMay(permission: Permission): boolean {
  const { data } = useQuery(meQuery())
  return data?.permissions.includes(permission) ?? false
}

/** Whether there is anything that this person may stop. */
export function mayStop({ permissions }: Pick<Me, 'permissions'>): boolean {
  return permissions.includes('accounts:pause') || permissions.includes('accounts:cancel-all')
}
