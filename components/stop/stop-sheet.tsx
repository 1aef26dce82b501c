'use client'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { meQuery } from '#browser/queries/people.ts'
import { FIRM_SCOPE, type ScopeChoice } from '#browser/scope.ts'
import { useStopSheet } from '#browser/stores/stop-sheet.ts'
import { heldAccounts } from '#browser/use-kill-runs.ts'
import { Choice } from '#components/ui/choice.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { EmptyFace } from '#components/ui/faces.tsx'
import { RunbookLink } from '#components/ui/runbook-link.tsx'
import { KillForm } from './kill-form.tsx'
import { KillRun } from './kill-run.tsx'
import { ResumeForm } from './resume-form.tsx'
import { StopActs } from './stop-acts.tsx'
import { StopLines } from './stop-lines.tsx'
import { type StopFacts, useStopFacts } from './use-stop-facts.ts'

/** Stops trading of an account, a client or the firm, and tells account by account what became of it. */
export function StopSheet() {
  const opened = useStopSheet(({ scope }) => scope) ?? FIRM_SCOPE
  const close = useStopSheet((sheet) => sheet.close)
  const [scope, setScope] = useState(opened)
  const facts = useStopFacts(scope)
  const levels = useLevels(opened)
  return (
    <Dialog title="Stop trading" isOpen onOpenChange={(isOpen) => !isOpen && close()}>
      {levels.length === 1 ? (
        <p className="font-medium">{levels[0]?.label}</p>
      ) : (
        <Choice
          label="Whose trading"
          options={levels}
          value={levelOf(scope)}
          onChange={(level) => setScope(narrowed(opened, level))}
        />
      )}
      {facts.accounts.length === 0 ? (
        <EmptyFace text="There is no account to stop." />
      ) : (
        <>
          {facts.killRuns.map((run) => (
            <KillRun key={run.id} run={run} />
          ))}
          <StopActs facts={facts} />
          <StopLines facts={facts} />
          <ResumeForm accounts={resumable(facts)} />
          <KillForm scope={scope} facts={facts} />
          <p>
            <RunbookLink name="stop-everything" />
          </p>
        </>
      )}
    </Dialog>
  )
}

/** What the kill switch holds is armed by its own release. */
function resumable({ accounts, killRuns }: StopFacts) {
  const held = heldAccounts(killRuns)
  return accounts.filter(({ id }) => !held.has(id))
}

const LEVELS = ['account', 'client', 'firm'] as const
type Level = (typeof LEVELS)[number]

function levelOf({ clientId, accountId }: ScopeChoice): Level {
  if (accountId !== null) return 'account'
  return clientId === null ? 'firm' : 'client'
}

function narrowed({ clientId, accountId }: ScopeChoice, level: Level): ScopeChoice {
  return {
    clientId: level === 'firm' ? null : clientId,
    accountId: level === 'account' ? accountId : null,
  }
}

/** From what is on screen outwards: the account, its client, the firm. */
function useLevels(
  opened: ScopeChoice,
): readonly { readonly value: Level; readonly label: string }[] {
  const me = useQuery(meQuery()).data
  const { accounts, clients } = useStopFacts(opened)
  const account = accounts.find(({ id }) => id === opened.accountId)
  const client = clients.find(({ id }) => id === opened.clientId)
  const names: Readonly<Record<Level, string | undefined>> = {
    account: account?.name,
    client: client?.name,
    // Who is bound to a client has no firm to stop.
    firm: me?.clientId === null ? me.organization.name : undefined,
  }
  return LEVELS.flatMap((value) => {
    const label = names[value]
    return label === undefined ? [] : [{ value, label }]
  })
}
