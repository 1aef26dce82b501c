'use client'
import dynamic from 'next/dynamic'
import type { DialogProps } from './dialog-popup.tsx'
import { useOpenedOnce } from './use-opened-once.ts'

const load = () => import('./dialog-popup.tsx')
const DialogPopup = dynamic(async () => (await load()).DialogPopup, { ssr: false })

/** A question on top of the page: Esc and the cross close it, focus stays inside and returns. */
export function Dialog(props: DialogProps) {
  return useOpenedOnce(props.isOpen, load) ? <DialogPopup {...props} /> : null
}
