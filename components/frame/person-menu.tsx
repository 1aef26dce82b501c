'use client'
import { Menu } from '@base-ui/react/menu'
import { CircleUser, LogOut } from 'lucide-react'
import type { Me } from '#api/codecs/person.ts'
import { signOut } from '#browser/session.ts'

/** Who signed in, and the way out. */
export function PersonMenu({ me }: { readonly me: Me }) {
  return (
    <Menu.Root>
      <Menu.Trigger
        aria-label={`Signed in as ${me.person.name}`}
        className="inline-flex h-7 items-center gap-1.5 rounded-box px-1.5 text-ink-soft hover:bg-raised hover:text-ink"
      >
        <CircleUser aria-hidden size={16} />
        <span className="max-w-32 truncate max-lg:hidden">{me.person.name}</span>
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner align="end" sideOffset={4} className="z-50">
          <Menu.Popup className="w-56 rounded-box border border-line-strong bg-panel py-1">
            <div className="border-b border-line px-3 py-2">
              <p className="truncate font-medium">{me.person.name}</p>
              <p className="truncate text-label text-ink-faint">{me.person.email}</p>
              <p className="text-label text-ink-faint">{ROLE_NAMES[me.role]}</p>
            </div>
            <Menu.Item
              onClick={() => signOut()}
              className="flex h-8 cursor-pointer items-center gap-2 px-3 text-ink-soft data-highlighted:bg-raised data-highlighted:text-ink"
            >
              <LogOut aria-hidden size={14} />
              Sign out
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}

const ROLE_NAMES: Readonly<Record<Me['role'], string>> = {
  ADMIN: 'Administrator',
  TRADER: 'Trader',
  VIEWER: 'Viewer',
}
