'use client'
import { useQueryClient } from '@tanstack/react-query'
import { Play } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import type { AccountView } from '#api/codecs/client.ts'
import { useMay } from '#browser/use-may.ts'
import { Button } from '#components/ui/button.tsx'
import { counted } from '#components/ui/counted.ts'
import { Field } from '#components/ui/field.tsx'
import { runStop } from './stop-run.ts'

const WORD = 'resume'

/** Lets paused accounts trade again, once the word is typed: a slip of the finger must not. */
export function ResumeForm({ accounts }: { readonly accounts: readonly AccountView[] }) {
  const [typed, setTyped] = useState('')
  const queryClient = useQueryClient()
  const mayPause = useMay('accounts:pause')
  const paused = accounts.filter(({ tradingState }) => tradingState !== 'ACTIVE')
  if (!mayPause || paused.length === 0) return null
  const isSure = typed.trim().toLowerCase() === WORD
  const resume = (event: FormEvent) => {
    event.preventDefault()
    if (!isSure) return
    setTyped('')
    const accountIds = paused.map(({ id }) => id)
    void runStop(queryClient, { act: 'resume', accountIds, reason: null })
  }
  return (
    <form onSubmit={resume} className="flex items-start gap-2 border-t border-line pt-3">
      <div className="flex-1">
        <Field
          label={`Type ${WORD} to let ${counted(paused.length, 'account')} trade again`}
          value={typed}
          autoComplete="off"
          onChange={({ target }) => setTyped(target.value)}
        />
      </div>
      <Button type="submit" disabled={!isSure} className="mt-5">
        <Play aria-hidden size={14} />
        Resume
      </Button>
    </form>
  )
}
