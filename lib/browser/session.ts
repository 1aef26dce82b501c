import * as z from 'zod'
import { errorBody } from '#api/error-body.ts'

export type SignInOutcome =
  | { readonly kind: 'signedIn' }
  | { readonly kind: 'refused'; readonly message: string }

const csrfAnswer = z.object({ csrfToken: z.string() })

/** Opens a session in this browser. Why it was refused says nothing about who exists. */
export async function signIn(input: {
  readonly email: string
  readonly password: string
}): Promise<SignInOutcome> {
  const response = await postForm('/api/auth/callback/credentials', input)
  if (response.ok) return { kind: 'signedIn' }
  const said = errorBody.safeParse(await response.json().catch(() => null))
  const message = said.success ? said.data.error.message : `The desk answered ${response.status}.`
  return { kind: 'refused', message }
}

/** Ends the session everywhere it is known and leads to the sign-in page. */
export async function signOut(): Promise<void> {
  await postForm('/api/auth/signout', {})
  location.assign('/sign-in')
}

/** The page to go to after signing in: our own pages only. */
export function nextPageOf(next: string | null): string {
  return next?.startsWith('/') && !next.startsWith('//') && !next.includes('\\') ? next : '/'
}

/** The sign-in's own forms carry a token that proves they were asked for from here. */
async function postForm(path: string, fields: Readonly<Record<string, string>>) {
  const { csrfToken } = csrfAnswer.parse(await (await fetch('/api/auth/csrf')).json())
  return fetch(path, {
    method: 'POST',
    body: new URLSearchParams({ ...fields, csrfToken, json: 'true' }),
  })
}
