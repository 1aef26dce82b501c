import { notFound } from 'next/navigation'
import { page } from '#http/page.ts'

/** Every other address of this section: its frame stays around the word that there is nothing. */
export default async function NoPage() {
  await page('people:read')
  notFound()
}
