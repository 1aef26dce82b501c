'use client'
import dynamic from 'next/dynamic'
import type { AlertDialogProps } from './alert-dialog-popup.tsx'
import { useOpenedOnce } from './use-opened-once.ts'

const load = () => import('./alert-dialog-popup.tsx')
const AlertDialogPopup = dynamic(async () => (await load()).AlertDialogPopup, { ssr: false })

/** A question that must be answered: nothing beside it closes it, and the focus begins at the safe answer. */
export function AlertDialog(props: AlertDialogProps) {
  return useOpenedOnce(props.isOpen, load) ? <AlertDialogPopup {...props} /> : null
}
