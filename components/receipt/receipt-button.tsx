'use client'
import { type ReactNode, useContext } from 'react'
import type { ReceiptSubject } from '#api/codecs/receipt-subject.ts'
import { OpenReceipt } from './open-receipt.ts'

/** A number that opens its receipt: it looks like the number until it is pointed at or has the focus. */
export function ReceiptButton({
  subject,
  children,
}: {
  readonly subject: ReceiptSubject
  readonly children: ReactNode
}) {
  const open = useContext(OpenReceipt)
  if (open === null) return children
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      data-receipt
      onClick={(event) => {
        // A row that is pressed does something else.
        event.stopPropagation()
        open(subject, event.currentTarget)
      }}
      className="-mx-1 -my-[3px] cursor-pointer rounded-box px-1 py-[3px] text-right decoration-ink-faint decoration-1 underline-offset-4 hover:bg-raised hover:underline focus-visible:bg-raised max-sm:-my-[11px] max-sm:py-[11px] print:contents"
    >
      {children}
    </button>
  )
}
