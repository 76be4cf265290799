import { orUnavailable, type Sql } from '@doorstep/postgres'
import { type Channel, type KindsByChannel, offeredKinds } from '../domain/dispatch.ts'

/** What the merchant wants to be told, and have told, by which channel. */
export interface ChosenKinds {
  get(): Promise<KindsByChannel>
  /** Of what is decided from now on, by whichever process. */
  put(kinds: KindsByChannel): Promise<void>
}

export function createChosenKinds(sql: Sql): ChosenKinds {
  return {
    async get() {
      const rows = await orUnavailable(
        sql<{ channel: Channel; kinds: readonly string[] }[]>`select channel, kinds from chosen_kinds`,
      )
      const chosen = (channel: Channel) => rows.find((row) => row.channel === channel)?.kinds
      const within = <Kind extends string>(channel: Channel, offered: readonly Kind[]) =>
        offered.filter((kind) => chosen(channel)?.includes(kind) ?? true)
      return {
        webhook: within('webhook', offeredKinds.webhook),
        email: within('email', offeredKinds.email),
        push: within('push', offeredKinds.push),
      }
    },
    async put(kinds) {
      const rows = Object.entries(kinds).map(([channel, chosen]) => ({ channel, kinds: chosen }))
      await orUnavailable(sql`
        insert into chosen_kinds (channel, kinds)
        select channel, array(select jsonb_array_elements_text(kinds))
        from jsonb_to_recordset(${sql.json(rows)}) as new (channel text, kinds jsonb)
        on conflict (channel) do update set kinds = excluded.kinds`)
    },
  }
}
