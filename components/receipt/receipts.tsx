'use client'
import dynamic from 'next/dynamic'
import { useSearchParams } from 'next/navigation'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { type ReceiptSubject, receiptSubject, subjectText } from '#api/codecs/receipt-subject.ts'
import { ReceiptSlot } from '#components/ui/receipt-slot.tsx'
import { OpenReceipt } from './open-receipt.ts'
import { addressWith } from './receipt-address.ts'
import { ReceiptButton } from './receipt-button.tsx'

const ReceiptPanel = dynamic(() => import('./receipt-panel.tsx').then((one) => one.ReceiptPanel), {
  ssr: false,
})

type Opened = { readonly subject: ReceiptSubject; readonly anchor: HTMLElement | null }

/** Lets every number in it open its receipt. One receipt is open at a time, and the address says which. */
export function Receipts({ children }: { readonly children: ReactNode }) {
  const [opened, setOpened] = useState<Opened | null>(null)
  const asked = useSearchParams().get('receipt')
  useEffect(() => {
    // Pressed here, or in the address that the page was opened with.
    const decoded = asked === null ? null : receiptSubject.safeDecode(asked)
    if (decoded?.success !== true) return setOpened(null)
    setOpened((now) => now ?? { subject: decoded.data, anchor: null })
  }, [asked])
  const open = useMemo(
    () => (subject: ReceiptSubject, anchor: HTMLElement) => {
      setOpened({ subject, anchor })
      history.replaceState(null, '', addressWith(location.href, subject))
    },
    [],
  )
  return (
    <ReceiptSlot value={ReceiptButton}>
      <OpenReceipt value={open}>
        {children}
        {opened === null ? null : (
          <ReceiptPanel
            key={subjectText(opened.subject)}
            {...opened}
            onMove={(subject) =>
              history.replaceState(null, '', addressWith(location.href, subject))
            }
            onClose={() => {
              setOpened(null)
              history.replaceState(null, '', addressWith(location.href, null))
            }}
          />
        )}
      </OpenReceipt>
    </ReceiptSlot>
  )
}
