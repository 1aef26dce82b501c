'use client'
import { Copy, Trash2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { AlertDialog } from '#components/ui/alert-dialog.tsx'
import { AppearanceDialog } from '#components/ui/appearance-dialog.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Drawer } from '#components/ui/drawer.tsx'
import { Field } from '#components/ui/field.tsx'
import { Menu } from '#components/ui/menu.tsx'
import type { MenuEntry } from '#components/ui/menu-entries.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { Popover } from '#components/ui/popover.tsx'
import { useNotice } from '#components/ui/toasts.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'

const ENTRIES: readonly MenuEntry[] = [
  { kind: 'title', label: 'Order' },
  { kind: 'act', label: 'Copy id', icon: Copy, keys: 'c', run: () => undefined },
  { kind: 'choice', label: 'Show fees', isChosen: true, choose: () => undefined },
  { kind: 'line' },
  { kind: 'act', label: 'Cancel', icon: Trash2, isDanger: true, run: () => undefined },
  { kind: 'act', label: 'Amend', isDisabled: true, run: () => undefined },
]

/** What opens above the page. */
export function OverlaySpecimens({ theme }: { readonly theme: string }) {
  const notice = useNotice()
  return (
    <Panel title={`Overlays, ${theme}`}>
      <div className="flex flex-wrap items-center gap-2 p-3">
        <Opened label="Dialog">
          {(isOpen, onOpenChange) => (
            <Dialog
              title="Name"
              description="A question on top of the page."
              isOpen={isOpen}
              onOpenChange={onOpenChange}
            >
              <Field label="Name" />
              <Button tone="primary">Save</Button>
            </Dialog>
          )}
        </Opened>
        <Opened label="Alert">
          {(isOpen, onOpenChange) => (
            <AlertDialog
              title="Flatten Lynk Capital"
              text="Sells 3 positions at market. This cannot be undone."
              confirmLabel="Flatten 3 positions"
              word="FLATTEN"
              isOpen={isOpen}
              onOpenChange={onOpenChange}
              onConfirm={() => onOpenChange(false)}
            />
          )}
        </Opened>
        <Opened label="Sheet">
          {(isOpen, onOpenChange) => (
            <Drawer title="Ticket" isOpen={isOpen} onOpenChange={onOpenChange}>
              <Field label="Size" />
              <Button tone="primary">Buy 0.05 BTC</Button>
            </Drawer>
          )}
        </Opened>
        <Opened label="Appearance">
          {(isOpen, onOpenChange) => (
            <AppearanceDialog isOpen={isOpen} onOpenChange={onOpenChange} />
          )}
        </Opened>
        <Popover title="Receipt" trigger={<Button>Popover</Button>}>
          <p>1.25 × (64,210.5 − 60,000.0)</p>
        </Popover>
        <Menu trigger={<Button>Menu</Button>} entries={ENTRIES} />
        <Tooltip text="Command centre" keys="Ctrl K">
          <Button>Tooltip</Button>
        </Tooltip>
        <Button onClick={() => notice({ title: 'Order filled', text: '0.05 BTC at 64,210.5' })}>
          Notice
        </Button>
      </div>
    </Panel>
  )
}

function Opened({
  label,
  children,
}: {
  readonly label: string
  children(isOpen: boolean, onOpenChange: (isOpen: boolean) => void): ReactNode
}) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setIsOpen(true)}>{label}</Button>
      {children(isOpen, setIsOpen)}
    </>
  )
}
