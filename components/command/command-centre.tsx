'use client'
import { Dialog } from '#components/ui/dialog.tsx'

/** Everything that can be reached or done, by typing a part of its name. */
export function CommandCentre({ onClose }: { onClose(): void }) {
  return (
    <Dialog title="Command centre" isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      <p>…</p>
    </Dialog>
  )
}
