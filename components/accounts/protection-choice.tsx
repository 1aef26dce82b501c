'use client'
import { listAccounts, setUnprotectedReaction } from '#api/accounts.ts'
import { type AccountView, UNPROTECTED_REACTIONS } from '#api/codecs/client.ts'
import { useAct } from '#browser/use-act.ts'
import { useMay } from '#browser/use-may.ts'
import { Select } from '#components/ui/field.tsx'
import { Problem } from '#components/ui/problem.tsx'
import { RunbookLink } from '#components/ui/runbook-link.tsx'

type Reaction = AccountView['unprotectedReaction']

const TEXTS: Readonly<Record<Reaction, string>> = {
  alert: 'Raise an alert',
  close: 'Raise an alert and close it at the market',
}

/** What happens when a position of the account loses its stop. */
export function ProtectionChoice({
  account: { id: accountId, unprotectedReaction },
}: {
  readonly account: AccountView
}) {
  const mayChange = useMay('accounts:write')
  const change = useAct(setUnprotectedReaction, [listAccounts])
  return (
    <footer className="flex flex-wrap items-end gap-x-4 gap-y-1 border-t border-line px-3 py-2">
      {mayChange ? (
        <div className="w-80 max-w-full">
          <Select
            label={LABEL}
            value={unprotectedReaction}
            disabled={change.isPending}
            onChange={({ target: { value } }) =>
              change.mutate({ accountId, reaction: reactionOf(value) })
            }
          >
            {UNPROTECTED_REACTIONS.map((reaction) => (
              <option key={reaction} value={reaction}>
                {TEXTS[reaction]}
              </option>
            ))}
          </Select>
        </div>
      ) : (
        <p className="text-ink-soft">
          {LABEL}: {TEXTS[unprotectedReaction]}
        </p>
      )}
      <p className="pb-2">
        <RunbookLink name="a-position-is-unprotected" />
      </p>
      <Problem error={change.error} />
    </footer>
  )
}

const LABEL = 'When a position loses its stop'

function reactionOf(value: string): Reaction {
  return value === 'close' ? 'close' : 'alert'
}
