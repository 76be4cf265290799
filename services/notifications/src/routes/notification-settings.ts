import { Problem } from '@doorstep/contracts'
import { type App, requireApiKey } from '@doorstep/runtime'
import { Type } from 'typebox'
import { offeredKinds } from '../domain/dispatch.ts'
import type { ChosenKinds } from '../store/chosen-kinds.ts'

export interface NotificationSettingsRoutesOptions {
  readonly chosenKinds: ChosenKinds
  readonly apiKey: string
}

const kindsOf = <Kind extends string>(offered: readonly Kind[], description: string) =>
  Type.Array(Type.Enum([...offered]), { uniqueItems: true, maxItems: offered.length, description })

/** Of each channel the kinds that go by it; none turns it off. */
const Settings = Type.Object(
  {
    webhook: kindsOf(offeredKinds.webhook, 'To the receiver that a delivery names.'),
    email: kindsOf(offeredKinds.email, 'To the customer’s address, if there is one.'),
    push: kindsOf(offeredKinds.push, 'To browsers that asked for it on the map.'),
  },
  { additionalProperties: false },
)

const shared = { tags: ['notifications'], security: [{ apiKey: [] }] }

const get = {
  ...shared,
  summary: 'Which notifications go by which channel',
  response: { 200: Settings, '4xx': Problem },
}

const put = {
  ...shared,
  summary: 'Choose which notifications go by which channel',
  description:
    'Holds for what is decided from now on. The map and the topic `delivery-notifications` have them all the same.',
  body: Settings,
  response: { 200: Settings, '4xx': Problem },
}

export function notificationSettingsRoutes(
  app: App,
  { chosenKinds, apiKey }: NotificationSettingsRoutesOptions,
): void {
  const onRequest = requireApiKey(apiKey)
  app.get('/v1/notifications/settings', { schema: get, onRequest }, () => chosenKinds.get())
  app.put('/v1/notifications/settings', { schema: put, onRequest }, async ({ body }) => {
    await chosenKinds.put(body)
    return await chosenKinds.get()
  })
}
