import { commonVariables, kafkaVariables } from '@doorstep/runtime'
import { type Static, Type } from 'typebox'

export const NotificationsConfig = Type.Object({
  ...commonVariables,
  PORT: Type.Integer({ ...commonVariables.PORT, default: 8085 }),
  ...kafkaVariables,
  DATABASE_URL: Type.String({ minLength: 1, description: 'postgres://…; the schema is `notifications`.' }),
  WEBHOOK_SECRET: Type.String({
    pattern: '^whsec_[A-Za-z0-9+/]{32,88}={0,2}$',
    description:
      'Signs webhooks, and what their own secrets are derived from: `whsec_` and 24 to 64 random bytes in base64.',
  }),
  WEBHOOK_SECRET_PREVIOUS: Type.String({
    pattern: '^(whsec_[A-Za-z0-9+/]{32,88}={0,2})?$',
    default: '',
    description: 'The one before, if any: it signs too for as long as it is given.',
  }),
  DOORSTEP_API_KEY: Type.String({
    minLength: 1,
    description: 'Lets merchants see what was sent, and send it again.',
  }),
  WEBHOOK_ALLOW_PRIVATE: Type.Boolean({
    default: false,
    description: 'Lets webhooks go to http and to this machine or network. For demos and tests only.',
  }),
  SMTP_URL: Type.String({
    pattern: '^(smtps?://.+)?$',
    default: '',
    description:
      'Sends e-mail to customers who have an address: smtp://user:password@host:587. None is sent without.',
  }),
  EMAIL_FROM: Type.String({ default: 'Doorstep <no-reply@localhost>', description: 'Whom e-mail is from.' }),
  VAPID_PUBLIC_KEY: Type.String({
    pattern: '^([A-Za-z0-9_-]{87})?$',
    default: '',
    description: "Pushes to customers' browsers; the same as web has. Nothing is pushed without.",
  }),
  VAPID_PRIVATE_KEY: Type.String({
    pattern: '^([A-Za-z0-9_-]{43})?$',
    default: '',
    description: 'Its other half.',
  }),
  PUBLIC_URL: Type.String({
    pattern: '^https?://',
    default: 'http://localhost:8080',
    description: "Origin of customers' links.",
  }),
  TRACKING_TOKEN_SECRET: Type.String({ default: '', description: "Signs the tokens in customers' links." }),
})
export type NotificationsConfig = Static<typeof NotificationsConfig>
