import type { Metadata } from 'next'
import Link from 'next/link'
import { Entrance } from '#components/session/entrance.tsx'

export const metadata: Metadata = { title: 'Not found' }

export default function NotFound() {
  return (
    <Entrance
      title="There is no such page"
      text="The address is wrong, or what it named is not yours to see."
    >
      <Link href="/" className="underline underline-offset-4">
        To the start
      </Link>
    </Entrance>
  )
}
