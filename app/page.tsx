import { redirect } from 'next/navigation'
import { page } from '#http/page.ts'

/** The start: the firm's people go to the desk, a client's person to the client's pages. */
export default async function StartPage() {
  await page('profile:read')
  redirect('/desk')
}
