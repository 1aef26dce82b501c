import type { Metadata } from 'next'
import { Entrance } from '#components/session/entrance.tsx'
import { SignInForm } from '#components/session/sign-in-form.tsx'

export const metadata: Metadata = { title: 'Sign in' }

type Props = {
  readonly searchParams: Promise<{ next?: string | string[]; email?: string | string[] }>
}

export default async function SignInPage({ searchParams }: Props) {
  const { next, email } = await searchParams
  return (
    <Entrance title="Sign in">
      <SignInForm
        next={typeof next === 'string' ? next : null}
        email={typeof email === 'string' ? email : null}
      />
    </Entrance>
  )
}
