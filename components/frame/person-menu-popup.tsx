'use client'
import { Menu } from '@base-ui/react/menu'
import { Bell, Keyboard, LogOut, type LucideIcon, Palette } from 'lucide-react'
import { useRouter } from 'next/navigation'
import type { ReactElement } from 'react'
import type { Me } from '#api/codecs/person.ts'
import { signOut } from '#browser/session.ts'
import { useOverlay } from '#browser/stores/overlay.ts'

/** The menu behind the person's button, open from the moment it is there. */
export function PersonMenuPopup({
  me,
  trigger,
}: {
  readonly me: Me
  readonly trigger: ReactElement
}) {
  const router = useRouter()
  const show = useOverlay((store) => store.show)
  return (
    <Menu.Root defaultOpen>
      <Menu.Trigger render={trigger} />
      <Menu.Portal>
        <Menu.Positioner align="end" sideOffset={4} className="z-50">
          <Menu.Popup className="w-56 rounded-box border border-line-strong bg-panel py-1">
            <div className="border-b border-line px-3 py-2">
              <p className="truncate font-medium">{me.person.name}</p>
              <p className="truncate text-label text-ink-faint">{me.person.email}</p>
              <p className="text-label text-ink-faint">{ROLE_NAMES[me.role]}</p>
            </div>
            {me.permissions.includes('alerts:read') ? (
              <Act icon={Bell} text="Alerts" onClick={() => router.push('/desk/alerts')} />
            ) : null}
            <Act icon={Palette} text="Appearance" onClick={() => show('appearance')} />
            <Act icon={Keyboard} text="Keys" hint="?" onClick={() => show('keys')} />
            <Act icon={LogOut} text="Sign out" onClick={() => signOut()} />
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}

function Act({
  icon: Icon,
  text,
  hint,
  onClick,
}: {
  readonly icon: LucideIcon
  readonly text: string
  readonly hint?: string
  onClick(): void
}) {
  return (
    <Menu.Item
      onClick={onClick}
      className="flex h-8 cursor-pointer items-center gap-2 px-3 text-ink-soft data-highlighted:bg-raised data-highlighted:text-ink max-sm:h-10"
    >
      <Icon aria-hidden size={14} />
      <span className="flex-1">{text}</span>
      {hint === undefined ? null : (
        <span aria-hidden className="figure text-label text-ink-faint">
          {hint}
        </span>
      )}
    </Menu.Item>
  )
}

const ROLE_NAMES: Readonly<Record<Me['role'], string>> = {
  ADMIN: 'Administrator',
  TRADER: 'Trader',
  VIEWER: 'Viewer',
}
