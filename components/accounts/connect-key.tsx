'use client'
import { KeyRound } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { connectAccount, listAccounts } from '#api/accounts.ts'
import type { AccountView } from '#api/codecs/client.ts'
import { useAct } from '#browser/use-act.ts'
import { useMay } from '#browser/use-may.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { textOf } from '#components/ui/form-text.ts'
import { Problem } from '#components/ui/problem.tsx'

const CHANGED = [listAccounts]

/** Takes a venue's key for an account. A paper account gets its own without being asked. */
export function ConnectKey({ account }: { readonly account: AccountView }) {
  const [isOpen, setIsOpen] = useState(false)
  const mayConnect = useMay('accounts:connect')
  const { mutate, isPending, error, reset } = useAct(connectAccount, CHANGED)
  if (!mayConnect || account.mode === 'paper' || account.status === 'ARCHIVED') return null
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const input = {
      accountId: account.id,
      apiKey: textOf(form, 'apiKey').trim(),
      secret: textOf(form, 'secret').trim(),
      passphrase: textOf(form, 'passphrase') || null,
    }
    // The key lives as long as the request: not in the cache, not in the form.
    mutate(input, {
      onSuccess: () => {
        setIsOpen(false)
        reset()
      },
    })
  }
  return (
    <>
      <Button onClick={() => setIsOpen(true)}>
        <KeyRound aria-hidden size={14} />
        {account.venueKey === null ? 'Connect' : 'New key'}
      </Button>
      <Dialog
        title={`Connect ${account.name}`}
        description={`A key of ${account.venueId} that may read and trade. One that may withdraw is refused. It is sealed to the runner on arrival and never shown again.`}
        isOpen={isOpen}
        onOpenChange={setIsOpen}
      >
        <form method="post" onSubmit={submit} className="flex flex-col gap-2">
          <Field label="API key" name="apiKey" autoComplete="off" required autoFocus />
          <Field label="Secret" name="secret" type="password" autoComplete="off" required />
          <Field
            label="Passphrase"
            name="passphrase"
            type="password"
            autoComplete="off"
            hint="Only where the venue gave one."
          />
          <Problem error={error} />
          <Button type="submit" tone="primary" disabled={isPending} className="mt-2">
            Seal and verify
          </Button>
        </form>
      </Dialog>
    </>
  )
}
