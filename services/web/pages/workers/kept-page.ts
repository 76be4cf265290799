/** As much of a `Cache` as keeps a page. */
export type Files = Pick<Cache, 'addAll' | 'delete' | 'keys' | 'match' | 'put'>

export interface KeptPageOptions {
  readonly origin: string
  readonly open: () => Promise<Files>
  readonly get: (url: string) => Promise<Response>
  /** Where the server has the page: an address that says nothing of who opened it. */
  readonly address: string
  /** The paths that show it. */
  readonly isPage: (path: string) => boolean
  /** What it asks for by itself, beside the files that it names. Nothing else that it asks for is kept. */
  readonly asksFor?: readonly string[]
}

/** One thing that was asked of the worker, as far as it matters here: a `FetchEvent` is one. */
export interface Asked {
  readonly request: Pick<Request, 'method' | 'url' | 'mode' | 'destination'>
  waitUntil(work: Promise<unknown>): void
}

/** A page that opens without network, as it came last, with the files that came with it. */
export interface KeptPage {
  /** Keeps the newest. Rejects when there is no good one; then the one before stays. */
  keep(): Promise<void>
  /** Undefined for what is none of its business: the browser asks for that as if there was no worker. */
  answerTo(asked: Asked): Promise<Response> | undefined
}

/** A network that takes longer than this is as good as none. */
export const PATIENCE_MS = 3_000

/** What has its hash in its name never changes. */
const neverChanges = (path: string) => path.startsWith('/assets/')

export function keptPage(options: KeptPageOptions): KeptPage {
  const { origin, open, get, address, isPage, asksFor = [] } = options

  /** The page comes last: until all of it is there, the one before is whole. */
  async function keep(page: Response): Promise<void> {
    const html = await page.clone().text()
    const needed = new Set([...filesNamedIn(html), ...asksFor])
    const files = await open()
    const kept = new Set((await files.keys()).map(pathOf))
    await files.addAll([...needed].filter((path) => !kept.has(path)))
    await files.put(address, page)
    for (const path of kept) if (path !== address && !needed.has(path)) await files.delete(path)
  }

  /** The newest, which is kept from now on; what was kept, if that takes too long or the server has none. */
  async function newestOrKept(
    asked: Asked,
    path: string,
    keepIt: (newest: Response) => Promise<void>,
  ): Promise<Response> {
    const answered = get(path)
    const newest = answered.then(ifGood)
    // Kept another time, if not now.
    asked.waitUntil(newest.then((response) => keepIt(response.clone())).catch(() => {}))
    const kept = await keptAt(path)
    if (kept === undefined) return await answered
    return await Promise.race([newest.catch(() => kept), after(PATIENCE_MS).then(() => kept)])
  }

  async function file(asked: Asked, path: string): Promise<Response> {
    const kept = await keptAt(path)
    if (kept === undefined) return await get(asked.request.url)
    if (neverChanges(path)) return kept
    return await newestOrKept(asked, path, async (newest) => (await open()).put(path, newest))
  }

  async function keptAt(path: string): Promise<Response | undefined> {
    try {
      return await (await open()).match(path, { ignoreVary: true })
    } catch {
      // A cache that cannot be read has nothing; the network may.
      return undefined
    }
  }

  return {
    keep: async () => keep(ifGood(await get(address))),
    answerTo(asked) {
      const { method, url, mode, destination } = asked.request
      const path = pathOf({ url })
      if (method !== 'GET' || new URL(url).origin !== origin) return undefined
      if (mode === 'navigate') return isPage(path) ? newestOrKept(asked, address, keep) : undefined
      return destination !== '' || asksFor.includes(path) ? file(asked, path) : undefined
    },
  }
}

function ifGood(response: Response): Response {
  if (!response.ok) throw new Error(`answered ${response.status}`)
  return response
}

function filesNamedIn(html: string): string[] {
  return [...html.matchAll(/(?:src|href)="(\/[^"]+)"/g)].flatMap(([, path]) => path ?? [])
}

function pathOf({ url }: { readonly url: string }): string {
  return new URL(url).pathname
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
