import { createContext } from 'react'
import type { ReceiptSubject } from '#api/codecs/receipt-subject.ts'

/** Opens the receipt of a number beside the element that was pressed. */
export const OpenReceipt = createContext<
  ((subject: ReceiptSubject, anchor: HTMLElement) => void) | null
>(null)
