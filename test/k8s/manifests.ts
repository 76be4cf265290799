import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Deployment } from 'kubernetes-models/apps/v1'
import type { NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1'
import type { Service } from 'kubernetes-models/v1'
import { parseAllDocuments } from 'yaml'

export const root = resolve(import.meta.dirname, '../..')
export const folders = ['k8s/base', 'k8s/overlays/demo'] as const

export interface Manifest {
  /** From the root of the repository. */
  readonly file: string
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: { readonly name: string }
}

/** All documents of a file; throws at the first that is not YAML. */
export function manifestsIn(file: string): Manifest[] {
  return parseAllDocuments(readFileSync(join(root, file), 'utf8')).map((document) => {
    if (document.errors[0] !== undefined) throw document.errors[0]
    return { ...document.toJS(), file }
  })
}

export function yamlFilesIn(folder: string): string[] {
  return readdirSync(join(root, folder)).filter((name) => name.endsWith('.yaml'))
}

export const manifests: readonly Manifest[] = folders.flatMap((folder) =>
  yamlFilesIn(folder)
    .filter((name) => name !== 'kustomization.yaml' && name !== 'web-demo.yaml')
    .flatMap((name) => manifestsIn(`${folder}/${name}`)),
)

/** Their schema has been checked by the first test; here they get its types. */
function ofKind<Kind>(kind: string): Map<string, Kind & Manifest> {
  const found = manifests.filter((manifest) => manifest.kind === kind)
  return new Map(found.map((manifest) => [manifest.metadata.name, manifest as Kind & Manifest]))
}

export const deployments = ofKind<Deployment>('Deployment')
export const services = ofKind<Service>('Service')
export const networkPolicies = ofKind<NetworkPolicy>('NetworkPolicy')

/** The folders of `services/`, each a process. */
export const processes: readonly string[] = readdirSync(join(root, 'services'))
