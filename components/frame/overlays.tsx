'use client'
import dynamic from 'next/dynamic'
import { useOverlay } from '#browser/stores/overlay.ts'

const KeyList = dynamic(async () => (await import('./key-list.tsx')).KeyList, { ssr: false })
const AppearanceDialog = dynamic(
  async () => (await import('#components/ui/appearance-dialog.tsx')).AppearanceDialog,
  { ssr: false },
)

/** What the frame lays over a page, loaded when it is first asked for. */
export function Overlays() {
  const overlay = useOverlay((store) => store.overlay)
  const { hide } = useOverlay.getState()
  const onOpenChange = (isOpen: boolean) => {
    if (!isOpen) hide()
  }
  if (overlay === 'keys') return <KeyList onOpenChange={onOpenChange} />
  if (overlay === 'appearance') return <AppearanceDialog isOpen onOpenChange={onOpenChange} />
  return null
}
