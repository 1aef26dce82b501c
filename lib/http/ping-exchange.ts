const PING_PATH = '/api/v3/ping'

/** Whether the simulated exchange answers. A desk without one has nothing to ask. */
export async function pingExchange(url: string | undefined, signal: AbortSignal): Promise<boolean> {
  if (url === undefined) return false
  const response = await fetch(new URL(PING_PATH, url), { signal })
  return response.ok
}
