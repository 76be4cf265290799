import * as apps from 'kubernetes-models/apps/v1'
import * as networking from 'kubernetes-models/networking.k8s.io/v1'
import * as policy from 'kubernetes-models/policy/v1'
import * as core from 'kubernetes-models/v1'
import type { Manifest } from './manifests.ts'

interface Model {
  readonly prototype: { validate(this: object): void }
}

const apis: Readonly<Record<string, object>> = {
  v1: core,
  'apps/v1': apps,
  'networking.k8s.io/v1': networking,
  'policy/v1': policy,
}

/**
 * What Kubernetes would object to. Its schemas let unknown fields pass and the API server drops them, so a misspelt
 * probe is no probe: every field that the validation never looked at is told as well.
 */
export function objectionsTo({ file: _file, ...manifest }: Manifest): string[] {
  const { apiVersion, kind } = manifest
  const models = apis[apiVersion] as Readonly<Record<string, Model>> | undefined
  const model = models?.[kind]
  if (model === undefined) return [`${apiVersion} has no ${kind}`]

  const seen = new Map<string, boolean>()
  try {
    // On what is given, not on a model made of it: that would have looked at everything.
    model.prototype.validate.call(watched(manifest, '', seen) as object)
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)]
  }
  return [...seen].filter(([, looked]) => !looked).map(([path]) => `unknown field ${path}`)
}

/** The same value, which notes each of its fields that is looked at, however deep. */
function watched(value: unknown, path: string, seen: Map<string, boolean>): unknown {
  if (typeof value !== 'object' || value === null) return value
  const inside = new Map<PropertyKey, unknown>()
  for (const [key, field] of Object.entries(value)) {
    seen.set(`${path}/${key}`, false)
    inside.set(key, watched(field, `${path}/${key}`, seen))
  }
  return new Proxy(value, {
    get(target, key, receiver) {
      if (!inside.has(key)) return Reflect.get(target, key, receiver)
      seen.set(`${path}/${String(key)}`, true)
      return inside.get(key)
    },
  })
}
