import { startDeskPostgres } from '#desk/postgres/start-desk-postgres.ts'

const DATABASE = 'truebook'

export type DeskDatabase = { readonly url: string; close(): Promise<void> }

/** The server of DATABASE_URL, or the desk's own in its data folder, which is left running if it runs. */
export async function openDeskDatabase(folder: string): Promise<DeskDatabase> {
  const url = process.env['DATABASE_URL']
  if (url) return { url, close: async () => undefined }
  const { server } = await startDeskPostgres(folder)
  return {
    url: server.urlOf('app', DATABASE),
    close: async () => {
      if (!server.isAdopted) await server.stop()
    },
  }
}
