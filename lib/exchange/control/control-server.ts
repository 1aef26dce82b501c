import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { ApiError } from '../api-error.ts'
import type { Journal } from '../journal/journal.ts'
import { readBody } from '../rest/read-body.ts'
import { accountRoutes } from './account-routes.ts'
import { Body } from './body.ts'
import type { ControlContext, ControlRoute } from './control-context.ts'
import { ControlError } from './control-error.ts'
import { marketRoutes } from './market-routes.ts'

const ROUTES: readonly ControlRoute[] = [...accountRoutes, ...marketRoutes]

type Input = {
  readonly context: ControlContext
  readonly journal: Journal
  readonly onCrash: (error: unknown) => void
}

/**
 * The other side of the counter: provisions accounts, moves money, plants misbehaviour, tells the whole truth. For
 * the loopback interface only; it has no authentication.
 */
export function createControlServer(input: Input): Server {
  return createServer((request, response) => {
    serve(input, request, response).catch((error: unknown) => {
      response.destroy()
      input.onCrash(error)
    })
  })
}

async function serve(
  { context, journal }: Input,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.headers.origin !== undefined) {
    // No page of any browser has business here, and the port has no other lock than its address.
    return respond(response, 403, { error: 'the control port does not answer browsers' })
  }
  const said = await readBody(request)
  if (said.kind === 'gone') return
  const path = (request.url ?? '/').split('?')[0] ?? '/'
  try {
    if (said.kind === 'too-large') throw new ControlError('the body is too large')
    const matched = match(request.method ?? 'GET', path)
    if (matched === null) return respond(response, 404, { error: `no ${request.method} ${path}` })
    const body = Body.parse(said.text)
    const result = await matched.route.handle(context, { ids: matched.ids, body })
    await journal.synced()
    respond(response, 200, result)
  } catch (error) {
    if (error instanceof ApiError) return respond(response, error.status, error)
    if (error instanceof ControlError) return respond(response, 400, { error: error.message })
    throw error
  }
}

function match(
  method: string,
  path: string,
): { route: ControlRoute; ids: readonly number[] } | null {
  const segments = path.split('/')
  for (const route of ROUTES) {
    const pattern = route.path.split('/')
    if (route.method !== method || pattern.length !== segments.length) continue
    const ids: number[] = []
    const fits = pattern.every((part, i) => {
      const segment = segments[i] ?? ''
      if (part !== ':id') return part === segment
      ids.push(Number(segment))
      return /^\d{1,15}$/.test(segment)
    })
    if (fits) return { route, ids }
  }
  return null
}

function respond(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}
