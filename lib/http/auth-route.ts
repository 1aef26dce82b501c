import NextAuth from 'next-auth'
import { AppError } from '#api/app-error.ts'
import { API_CONTENT_SECURITY_POLICY } from '#edge/content-security-policy.ts'
import { REQUEST_ID_HEADER } from '#edge/request-headers.ts'
import { type WebHouse, webHouse } from '#runtime/web-context.ts'
import { authOptions } from './auth-options.ts'
import { clientAddress } from './client-address.ts'
import { countFailure } from './count-failure.ts'
import { errorAnswer } from './error-answer.ts'
import { requireSameOrigin } from './same-origin.ts'
import { takeSignInTries } from './sign-in-tries.ts'

type AuthArguments = { readonly params: Promise<{ readonly nextauth: string[] }> }

const CREDENTIALS_PATH = 'callback/credentials'
const BODY_BYTES_MAX = 16 * 1024

/**
 * The handler of /api/auth: next-auth behind the same guards as every other change, with the tries of each
 * account and each address counted, and the API's error shape.
 */
export async function authRoute(request: Request, args: AuthArguments): Promise<Response> {
  const house = webHouse()
  const requestId = house.dice.uuid()
  try {
    const response = await answer({ house, request, args, requestId })
    response.headers.set(REQUEST_ID_HEADER, requestId)
    response.headers.set('cache-control', 'no-store')
    response.headers.set('content-security-policy', API_CONTENT_SECURITY_POLICY)
    return response
  } catch (error) {
    countFailure(house.meter, error)
    const response = errorAnswer(error, requestId, house.log.child({ requestId }))
    response.headers.set(REQUEST_ID_HEADER, requestId)
    return response
  }
}

type Ceremony = {
  readonly house: WebHouse
  readonly request: Request
  readonly args: AuthArguments
  readonly requestId: string
}

async function answer({ house, request, args, requestId }: Ceremony): Promise<Response> {
  const { nextauth } = await args.params
  const handle = (): Promise<Response> =>
    NextAuth(authOptions(house, requestId))(request, { params: Promise.resolve({ nextauth }) })
  if (request.method === 'GET') return handle()
  requireSameOrigin(request.headers, house.env.PUBLIC_ORIGIN)
  if (Number(request.headers.get('content-length') ?? 0) > BODY_BYTES_MAX) {
    throw new AppError('BODY_TOO_LARGE', { public: `Expected at most ${BODY_BYTES_MAX} bytes.` })
  }
  if (nextauth.join('/') !== CREDENTIALS_PATH) return handle()
  const tries = await takeSignInTries(house, {
    email: await emailIn(request),
    address: clientAddress(request.headers),
  })
  const response = await handle()
  if (response.status !== 200 || !setsSession(response)) throw wrongCredentials()
  await tries.giveBack()
  return response
}

async function emailIn(request: Request): Promise<string> {
  const copy = request.clone()
  const isJson = request.headers.get('content-type')?.includes('application/json') ?? false
  const email = isJson ? (await copy.json())?.email : (await copy.formData()).get('email')
  return String(email ?? '')
    .trim()
    .toLowerCase()
}

/** next-auth answers a missing form token with a redirect back to the form: nobody was signed in then. */
function setsSession(response: Response): boolean {
  return response.headers.getSetCookie().some((cookie) => cookie.includes('truebook-session='))
}

function wrongCredentials(): AppError {
  return new AppError('INVALID_CREDENTIALS', {
    public: 'This e-mail and password do not belong together.',
  })
}
