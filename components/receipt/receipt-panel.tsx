'use client'
import { Popover as Base } from '@base-ui/react/popover'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { ReceiptSubject } from '#api/codecs/receipt-subject.ts'
import { receiptQuery } from '#browser/queries/receipts.ts'
import { useAsOf } from '#browser/use-as-of.ts'
import { useMedia } from '#browser/use-media.ts'
import { Dialog } from '#components/ui/dialog.tsx'
import { Drawer } from '#components/ui/drawer.tsx'
import { Loaded } from '#components/ui/loaded.tsx'
import { ReceiptBody } from './receipt-body.tsx'

const PHONE = '(max-width: 639px)'
const TITLE = 'Receipt'

type Props = {
  readonly subject: ReceiptSubject
  /** What was pressed; null when the address asked for it. */
  readonly anchor: HTMLElement | null
  onMove(subject: ReceiptSubject): void
  onClose(): void
}

/** A number's receipt: beside the number, a sheet on a phone. Its terms lead to theirs, and back. */
export function ReceiptPanel({ subject, anchor, onMove, onClose }: Props) {
  const [path, setPath] = useState<readonly ReceiptSubject[]>([subject])
  const current = path.at(-1) ?? subject
  const go = (next: readonly ReceiptSubject[]) => {
    setPath(next)
    onMove(next.at(-1) ?? subject)
  }
  return (
    <Surface anchor={anchor} onClose={onClose}>
      <Receipt
        subject={current}
        onOpen={(next) => go([...path, next])}
        onBack={path.length > 1 ? () => go(path.slice(0, -1)) : null}
      />
    </Surface>
  )
}

function Receipt({
  subject,
  onOpen,
  onBack,
}: {
  readonly subject: ReceiptSubject
  onOpen(subject: ReceiptSubject): void
  readonly onBack: (() => void) | null
}) {
  const { input } = useAsOf()
  const query = useQuery(receiptQuery({ subject, ...input }))
  return (
    <Loaded query={query} what="The receipt" rows={6}>
      {(receipt) => <ReceiptBody receipt={receipt} onOpen={onOpen} onBack={onBack} />}
    </Loaded>
  )
}

function Surface({
  anchor,
  onClose,
  children,
}: Pick<Props, 'anchor' | 'onClose'> & { readonly children: ReactNode }) {
  const isPhone = useMedia(PHONE)
  const close = (isOpen: boolean) => {
    if (!isOpen) onClose()
  }
  if (isPhone) {
    return (
      <Drawer title={TITLE} isOpen onOpenChange={close}>
        {children}
      </Drawer>
    )
  }
  // Without the number on the page there is nothing to stand beside.
  if (anchor === null || !anchor.isConnected) {
    return (
      <Dialog title={TITLE} isOpen onOpenChange={close}>
        {children}
      </Dialog>
    )
  }
  return (
    <Base.Root open onOpenChange={close}>
      <Base.Portal>
        <Base.Positioner
          anchor={anchor}
          align="end"
          sideOffset={4}
          collisionPadding={8}
          className="z-50"
        >
          <Base.Popup
            aria-label={TITLE}
            finalFocus={() => anchor}
            className="max-h-(--available-height) w-[480px] max-w-(--available-width) overflow-y-auto overscroll-contain rounded-box border border-line-strong bg-panel p-3 outline-none"
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
