import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { Kept, KeptItems } from './kept-items.ts'
import { thinnedOut } from './thinning.ts'

interface Schema<Item> extends DBSchema {
  readonly items: {
    readonly key: [riderId: string, at: number]
    readonly value: Kept<Item> & { readonly riderId: string }
  }
}

interface KeptOptions {
  /** Of the database: one for each kind of thing that is kept. */
  readonly name: string
  /** Each has their own, so that a phone that changes hands tells no rider's positions under another's key. */
  readonly riderId: string
  /** More than this are thinned out, see `thinnedOut`. */
  readonly most?: number
}

/** The server takes nothing that is older: LOCATION_RETENTION_MS. Nor shall it lie on a phone that changed hands. */
const KEPT_FOR_MS = 24 * 3_600_000

/** What one rider has to tell, in IndexedDB: durable once `add` resolves. */
export async function keptInBrowser<Item>({
  name,
  riderId,
  most = Infinity,
}: KeptOptions): Promise<KeptItems<Item>> {
  const database: IDBPDatabase<Schema<Item>> = await openDB(name, 1, {
    upgrade: (fresh) => void fresh.createObjectStore('items', { keyPath: ['riderId', 'at'] }),
  })
  await forgetBefore(database, Date.now() - KEPT_FOR_MS)
  const own = IDBKeyRange.bound([riderId], [riderId, []])

  return {
    async add({ at, item }) {
      const { store, done } = database.transaction('items', 'readwrite')
      await store.put({ riderId, at, item })
      if ((await store.count(own)) > most) {
        const keys = await store.getAllKeys(own)
        await Promise.all(thinnedOut(keys).map((key) => store.delete(key)))
      }
      await done
    },
    async oldest(limit) {
      const rows = await database.getAll('items', own, limit)
      return rows.map(({ at, item }) => ({ at, item }))
    },
    async remove(told) {
      const { store, done } = database.transaction('items', 'readwrite')
      await Promise.all(told.map(({ at }) => store.delete([riderId, at])))
      await done
    },
    count: () => database.count('items', own),
  }
}

/** Anybody's. */
async function forgetBefore<Item>(database: IDBPDatabase<Schema<Item>>, time: number): Promise<void> {
  const { store, done } = database.transaction('items', 'readwrite')
  const stale = (await store.getAllKeys()).filter(([, at]) => at < time)
  await Promise.all(stale.map((key) => store.delete(key)))
  await done
}
