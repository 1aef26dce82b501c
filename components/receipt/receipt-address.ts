import { type ReceiptSubject, subjectText } from '#api/codecs/receipt-subject.ts'

/** The same address with this receipt open, or with none. */
export function addressWith(href: string, subject: ReceiptSubject | null): string {
  const url = new URL(href)
  if (subject === null) url.searchParams.delete('receipt')
  else url.searchParams.set('receipt', subjectText(subject))
  return `${url.pathname}${url.search}${url.hash}`
}
