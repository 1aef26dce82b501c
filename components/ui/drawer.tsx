'use client'
import dynamic from 'next/dynamic'
import type { DrawerProps } from './drawer-popup.tsx'
import { useOpenedOnce } from './use-opened-once.ts'

const load = () => import('./drawer-popup.tsx')
const DrawerPopup = dynamic(async () => (await load()).DrawerPopup, { ssr: false })

/** A sheet from the bottom of a phone's screen: swiped down, Esc or the cross close it; the focus returns. */
export function Drawer(props: DrawerProps) {
  return useOpenedOnce(props.isOpen, load) ? <DrawerPopup {...props} /> : null
}
