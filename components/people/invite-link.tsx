'use client'
import { Copy } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'

/** The link of an invite, for as long as its dialog is open. */
export function InviteLink({ url, onDone }: { readonly url: string; onDone(): void }) {
  const [note, setNote] = useState<string | null>(null)
  // Browsers offer the clipboard to secure pages only, and people may forbid it.
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(url)
      setNote('Copied.')
    } catch {
      setNote('This browser does not let pages copy. Select the link and copy it.')
    }
  }
  return (
    <div className="flex flex-col gap-2">
      <p className="text-ink-soft">
        Send this link to the person. It works once and is not shown again.
      </p>
      <Field
        label="Link"
        value={url}
        readOnly
        onFocus={({ target }) => target.select()}
        className="figure"
        hint={note}
      />
      <div className="flex gap-2">
        <Button tone="primary" onClick={() => void copy()}>
          <Copy aria-hidden size={14} />
          Copy link
        </Button>
        <Button onClick={onDone}>Done</Button>
      </div>
    </div>
  )
}
