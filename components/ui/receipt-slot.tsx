'use client'
import { type ComponentType, createContext, type ReactNode, useContext } from 'react'
import type { ReceiptSubject } from '#api/codecs/receipt-subject.ts'

export type ReceiptOpener = ComponentType<{
  readonly subject: ReceiptSubject
  readonly children: ReactNode
}>

/** What opens a number's receipt; null where numbers have none, as on paper. Layouts provide it. */
export const ReceiptSlot = createContext<ReceiptOpener | null>(null)

/** Makes a number open its receipt, where there are receipts; otherwise it stays the number. */
export function WithReceipt({
  subject,
  children,
}: {
  readonly subject: ReceiptSubject | undefined
  readonly children: ReactNode
}) {
  const Opener = useContext(ReceiptSlot)
  if (subject === undefined || Opener === null) return children
  return <Opener subject={subject}>{children}</Opener>
}
