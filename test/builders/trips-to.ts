import type { Database } from '#store/database.ts'

/** Counts how often the work waits for the database: what is sent while an answer is awaited travels along. */
export async function tripsTo({ pool }: Database, work: () => Promise<unknown>): Promise<number> {
  let trips = 0
  let awaited = 0
  const connect = pool.connect.bind(pool)
  pool.connect = async () => {
    const client = await connect()
    const query = client.query.bind(client)
    client.query = ((...told: Parameters<typeof query>) => {
      if (awaited === 0) trips += 1
      awaited += 1
      return Promise.resolve(query(...told)).finally(() => {
        awaited -= 1
      })
    }) as typeof client.query
    const release = client.release.bind(client)
    client.release = (error) => {
      Object.assign(client, { query, release })
      release(error)
    }
    return client
  }
  try {
    await work()
  } finally {
    Object.assign(pool, { connect })
  }
  return trips
}
