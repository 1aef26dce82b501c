import { errorBody } from '#api/error-body.ts'

export type SignInOutcome =
  | { readonly kind: 'signedIn' }
  | { readonly kind: 'refused'; readonly message: string }

const UNREACHABLE = 'The desk does not answer. Check your connection and try again.'

/** Opens a session in this browser. Why it was refused says nothing about who exists. */
export async function signIn(input: {
  readonly email: string
  readonly password: string
}): Promise<SignInOutcome> {
  const answer = await post('/api/auth/callback/credentials', input)
  if (answer.ok) return { kind: 'signedIn' }
  const refusal = errorBody.safeDecode(await answer.json().catch(() => null))
  return { kind: 'refused', message: refusal.success ? refusal.data.error.message : UNREACHABLE }
}

/** Ends the session everywhere it is known and leads to the sign-in page. */
export async function signOut(): Promise<void> {
  await post('/api/auth/signout', {})
  window.location.assign('/sign-in')
}

/** The page to go to after signing in: our own pages only. */
export function nextPageOf(next: string | null): string {
  return next?.startsWith('/') && !next.startsWith('//') && !next.includes('\\') ? next : '/'
}

/** next-auth takes its own forms only: each carries the token that it gave to this browser. */
async function post(path: string, fields: Readonly<Record<string, string>>): Promise<Response> {
  const { csrfToken } = await (await fetch('/api/auth/csrf')).json()
  return fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...fields, csrfToken, json: 'true' }),
  })
}
