import { createECDH, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { vapidKeysOf } from './vapid-keys.ts'

/** What the services share, made at the first start and kept: rider keys and customers' links stay good. */
export interface Secrets {
  readonly DOORSTEP_API_KEY: string
  readonly RIDER_KEY_SECRET: string
  readonly TRACKING_TOKEN_SECRET: string
  readonly WEBHOOK_SECRET: string
  readonly VAPID_PUBLIC_KEY: string
  readonly VAPID_PRIVATE_KEY: string
}

/** Those that the file lacks, as one from before they were needed does, are made and kept in it. */
export function keptSecrets(file: string): Secrets {
  const secrets: Secrets = { ...newSecrets(), ...kept(file) }
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 })
  return secrets
}

function kept(file: string): Partial<Secrets> {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return {}
  }
}

function newSecrets(): Secrets {
  const vapid = createECDH('prime256v1')
  vapid.generateKeys()
  return {
    DOORSTEP_API_KEY: `dk_${randomBytes(18).toString('base64url')}`,
    RIDER_KEY_SECRET: randomBytes(32).toString('base64url'),
    TRACKING_TOKEN_SECRET: randomBytes(32).toString('base64url'),
    WEBHOOK_SECRET: `whsec_${randomBytes(32).toString('base64')}`,
    ...vapidKeysOf(vapid),
  }
}
