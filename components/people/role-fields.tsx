'use client'
import { useState } from 'react'
import type { ClientView } from '#api/codecs/client.ts'
import type { PersonView } from '#api/codecs/person.ts'
import { Select } from '#components/ui/field.tsx'
import { ROLES } from '#core/access/permissions.ts'
import { isRole, ROLE_NAMES, ROLE_NOTES } from './role-names.ts'

export type RoleChoice = Pick<PersonView, 'role' | 'clientId'>

const WHOLE_FIRM = ''

/** What a person may do, and for whom. */
export function RoleFields({
  initial,
  clients,
}: {
  readonly initial: RoleChoice
  readonly clients: readonly ClientView[]
}) {
  const [role, setRole] = useState(initial.role)
  return (
    <>
      <Select
        label="Role"
        name="role"
        value={role}
        onChange={({ target }) => isRole(target.value) && setRole(target.value)}
        hint={ROLE_NOTES[role]}
      >
        {ROLES.map((each) => (
          <option key={each} value={each}>
            {ROLE_NAMES[each]}
          </option>
        ))}
      </Select>
      <Select
        label="Sees"
        name="clientId"
        defaultValue={initial.clientId ?? WHOLE_FIRM}
        hint="Someone bound to a client sees that client only, whatever the role."
      >
        <option value={WHOLE_FIRM}>The whole firm</option>
        {clients.map(({ id, name }) => (
          <option key={id} value={id}>
            {name} only
          </option>
        ))}
      </Select>
    </>
  )
}

/** What the fields of a submitted form say. */
export function roleChoiceOf(form: FormData): RoleChoice {
  const role = form.get('role')
  const clientId = form.get('clientId')
  return {
    role: isRole(role) ? role : 'VIEWER',
    clientId: typeof clientId === 'string' && clientId !== WHOLE_FIRM ? clientId : null,
  }
}
