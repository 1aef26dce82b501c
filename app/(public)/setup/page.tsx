import type { Metadata } from 'next'
import { Entrance } from '#components/session/entrance.tsx'
import { SetupForm } from '#components/session/setup-form.tsx'

export const metadata: Metadata = { title: 'Set up' }

type Props = { readonly searchParams: Promise<{ token?: string | string[] }> }

export default async function SetupPage({ searchParams }: Props) {
  const { token } = await searchParams
  return (
    <Entrance title="Set up the desk" text="Make the firm and its first administrator: you.">
      <SetupForm token={typeof token === 'string' ? token : null} />
    </Entrance>
  )
}
