import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Endpoint } from '#api/endpoint.ts'

const APP = resolve(import.meta.dirname, '../app')

type RouteHandler = (
  request: Request,
  args: { readonly params: Promise<Readonly<Record<string, string>>> },
) => Promise<Response>

/** The file that answers an endpoint: its address with the parameters in brackets. */
export function routeFileOf({ path }: Endpoint): string {
  return join(APP, path.replace(/\{(\w+)\}/g, '[$1]'), 'route.ts')
}

/** The handler that Next calls for an endpoint. */
export async function routeHandlerOf(endpoint: Endpoint): Promise<RouteHandler> {
  const file = routeFileOf(endpoint)
  if (!existsSync(file)) throw new Error(`expected ${endpoint.name} to be answered by ${file}`)
  const handlers: Record<string, RouteHandler> = await import(pathToFileURL(file).href)
  const handler = handlers[endpoint.method]
  if (handler === undefined) throw new Error(`expected ${file} to export ${endpoint.method}`)
  return handler
}
