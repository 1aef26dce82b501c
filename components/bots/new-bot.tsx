'use client'
import { Bot } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useMay } from '#browser/use-may.ts'
import { Button } from '#components/ui/button.tsx'

const BotDialog = dynamic(() => import('./bot-dialog.tsx').then((dialog) => dialog.BotDialog))

/** Opens the form of a new bot; who may not run any does not see it. */
export function NewBot() {
  const [isOpen, setOpen] = useState(false)
  if (!useMay('bots:run')) return null
  return (
    <>
      <Button tone="primary" onClick={() => setOpen(true)}>
        <Bot aria-hidden size={14} />
        New bot
      </Button>
      {isOpen ? <BotDialog onClose={() => setOpen(false)} /> : null}
    </>
  )
}
