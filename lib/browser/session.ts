import { signIn as nextSignIn, signOut as nextSignOut } from 'next-auth/react'

export type SignInOutcome =
  | { readonly kind: 'signedIn' }
  | { readonly kind: 'refused'; readonly message: string }

const TOO_MANY_REQUESTS = 429
const REFUSED = 'E-mail address and password do not match. Check both and try again.'
const LIMITED = 'Too many tries. Wait a quarter of an hour and try again.'

/** Opens a session in this browser. Why it was refused says nothing about who exists. */
export async function signIn(input: {
  readonly email: string
  readonly password: string
}): Promise<SignInOutcome> {
  const answer = await nextSignIn('credentials', { ...input, redirect: false })
  if (answer?.ok === true && !answer.error) return { kind: 'signedIn' }
  const isLimited = answer?.status === TOO_MANY_REQUESTS || answer?.error === 'RATE_LIMITED'
  return { kind: 'refused', message: isLimited ? LIMITED : REFUSED }
}

/** Ends the session everywhere it is known and leads to the sign-in page. */
export async function signOut(): Promise<void> {
  await nextSignOut({ callbackUrl: '/sign-in' })
}

/** The page to go to after signing in: our own pages only. */
export function nextPageOf(next: string | null): string {
  return next?.startsWith('/') && !next.startsWith('//') && !next.includes('\\') ? next : '/'
}
