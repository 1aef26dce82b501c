import { randomUUID } from 'node:crypto'
import type { APIResponse, Page } from '@playwright/test'

type ApiCall = { readonly path: string; readonly body?: unknown; readonly method?: string }

/**
 * Asks the trade API as the page's person would: with the page's cookies, from the page's origin. Without a
 * page's own code in between, so it shows what the server itself allows.
 */
export function callApi(page: Page, { path, body, method }: ApiCall): Promise<APIResponse> {
  const verb = method ?? (body === undefined ? 'GET' : 'POST')
  return page.request.fetch(`/api/v1/${path}`, {
    method: verb,
    headers: {
      origin: new URL(page.url()).origin,
      'idempotency-key': randomUUID(),
      'content-type': 'application/json',
    },
    ...(body === undefined ? {} : { data: JSON.stringify(body) }),
  })
}

/** Reads from the trade API; throws with its words when it refuses. */
export async function readApi<T>(page: Page, path: string): Promise<T> {
  const response = await callApi(page, { path })
  if (!response.ok()) throw new Error(`GET ${path}: ${response.status()} ${await response.text()}`)
  return response.json()
}
