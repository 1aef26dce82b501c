'use client'
import { useState } from 'react'
import { keyCaps } from '#browser/key-chord.ts'
import type { KeyBinding, KeyGroup } from '#browser/key-registry.ts'
import { useKeyList } from '#browser/keys.ts'
import { Dialog } from '#components/ui/dialog.tsx'
import { Kbd } from '#components/ui/kbd.tsx'

/** Every key that works on this page. */
export function KeyList({ onOpenChange }: { onOpenChange(isOpen: boolean): void }) {
  const groups = oneOfEachName(useKeyList())
  const [isMac] = useState(() => navigator.platform.startsWith('Mac'))
  return (
    <Dialog title="Keys" isOpen onOpenChange={onOpenChange}>
      {groups.map(({ name, bindings }) => (
        <section key={name} aria-label={name}>
          <h3 className="pb-1 text-label text-ink-faint">{name}</h3>
          <ul>
            {meanings(bindings).map(({ does, keys }) => (
              <li
                key={does}
                className="flex min-h-7 items-center justify-between gap-4 border-t border-line"
              >
                <span>{does}</span>
                <span className="flex items-center gap-2 text-ink-faint">
                  {keys.map((each, index) => (
                    <span key={each} className="flex items-center gap-1">
                      {index === 0 ? null : <span>or</span>}
                      <Kbd keys={keyCaps(each, isMac).join(' ')} />
                    </span>
                  ))}
                </span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Dialog>
  )
}

function oneOfEachName(groups: readonly KeyGroup[]): readonly KeyGroup[] {
  const names = [...new Set(groups.map(({ name }) => name))]
  return names.map((name) => ({
    name,
    bindings: groups.filter((group) => group.name === name).flatMap(({ bindings }) => bindings),
  }))
}

type Meaning = { readonly does: string; readonly keys: readonly string[] }

/** Keys that do the same stand in one line. */
function meanings(bindings: readonly KeyBinding[]): readonly Meaning[] {
  const does = [...new Set(bindings.map((binding) => binding.does))]
  return does.map((each) => ({
    does: each,
    keys: bindings.filter((binding) => binding.does === each).map(({ keys }) => keys),
  }))
}
