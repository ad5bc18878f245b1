import { Client } from 'pg'
import type { News } from '../app/ports-news.ts'

const channel = 'cuemark'
const againAfterMs = 1000

/**
 * News by PostgreSQL's own LISTEN and NOTIFY, over a connection of its own, which is opened again when it breaks.
 * `notify` sends by the pool.
 */
export async function openPostgresNews(
  url: string,
  notify: (channel: string, text: string) => Promise<void>,
  { hear, onGap }: { readonly hear: (text: string) => void; readonly onGap: () => void },
): Promise<News> {
  let client: Client | null = null
  let retry: NodeJS.Timeout | null = null
  let isClosed = false

  const again = (): void => {
    client = null
    if (isClosed) return
    // The machine's own timer: this is about a real connection, whatever time the house lives in.
    retry = setTimeout(() => {
      listen().then(onGap, again)
    }, againAfterMs)
    retry.unref()
  }
  const listen = async (): Promise<void> => {
    const opened = new Client({ connectionString: url, application_name: 'cuemark news', keepAlive: true })
    opened.on('notification', ({ payload }) => {
      if (payload !== undefined) hear(payload)
    })
    let isLost = false
    const lost = (): void => {
      if (isLost || client !== opened) return
      isLost = true
      again()
    }
    opened.on('error', lost)
    opened.on('end', lost)
    await opened.connect()
    await opened.query(`listen ${channel}`)
    client = opened
    if (isClosed) await opened.end()
  }
  await listen()
  return {
    tell: (text) => notify(channel, text),
    close: async () => {
      isClosed = true
      if (retry !== null) clearTimeout(retry)
      const open = client
      client = null
      await open?.end()
    },
  }
}
