import type { Metadata } from 'next'
import { Entrance } from '#components/session/entrance.tsx'
import { InviteForm } from '#components/session/invite-form.tsx'
import { Prefetched } from '../../../prefetched.tsx'

export const metadata: Metadata = { title: 'Invite' }

type Props = { readonly params: Promise<{ token: string }> }

export default async function InvitePage({ params }: Props) {
  const { token } = await params
  return (
    <Entrance title="You are invited">
      <Prefetched readings={[]}>
        <InviteForm token={token} />
      </Prefetched>
    </Entrance>
  )
}
