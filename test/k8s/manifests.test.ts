import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import {
  deployments,
  folders,
  type Manifest,
  manifests,
  manifestsIn,
  root,
  yamlFilesIn,
} from './manifests.ts'
import { objectionsTo } from './schema.ts'

const read = (file: string) => readFileSync(join(root, file), 'utf8')

describe('the check itself', () => {
  const valid = manifests.find(({ kind }) => kind === 'Deployment') as Manifest
  const misspelt = JSON.parse(JSON.stringify(valid).replace('"livenessProbe"', '"livnessProbe"'))
  const wrong = JSON.parse(JSON.stringify(valid).replace('"replicas":', '"replicas":"a few","x":'))

  it('objects to what Kubernetes would refuse, and to what it would silently drop', () => {
    expect(objectionsTo(valid)).toEqual([])
    expect(objectionsTo(misspelt).join()).toContain('/spec/template/spec/containers/0/livnessProbe')
    expect(objectionsTo(wrong).join()).toContain('replicas')
    expect(objectionsTo({ ...valid, kind: 'Deploymnet' })).toEqual(['apps/v1 has no Deploymnet'])
  })
})

it.each(
  manifests.map((manifest) => [`${manifest.file}: ${manifest.kind} ${manifest.metadata.name}`, manifest]),
)('%s is what Kubernetes expects', (_name, manifest) => {
  expect(objectionsTo(manifest as Manifest)).toEqual([])
})

it.each(folders)('%s/kustomization.yaml lists every manifest beside it', (folder) => {
  const { resources = [], patches = [] } = parse(read(`${folder}/kustomization.yaml`))
  const listed = [...resources, ...patches.map(({ path }: { path: string }) => path)]
  const files = listed.filter((entry: string) => entry.endsWith('.yaml'))
  expect(files.toSorted()).toEqual(yamlFilesIn(folder).filter((name) => name !== 'kustomization.yaml'))
})

it('the namespace lets in nothing but restricted pods', () => {
  const [namespace] = manifestsIn('k8s/base/namespace.yaml')
  expect(namespace).toMatchObject({
    metadata: { labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
  })
})

it('no secret is in the repository', () => {
  const secret = parse(read('k8s/secret.example.yaml'))
  expect(manifests.filter(({ kind }) => kind === 'Secret')).toEqual([])
  expect(new Set(Object.values(secret.stringData))).toEqual(new Set(['']))
  expect(secret).not.toHaveProperty('data')
})

it('a node that is drained takes one of each at a time', () => {
  const budgets = manifests.filter(({ kind }) => kind === 'PodDisruptionBudget')
  const several = [...deployments.values()].filter(({ spec }) => (spec?.replicas ?? 1) > 1)
  expect(budgets.map(({ metadata }) => metadata.name).toSorted()).toEqual(
    several.map(({ metadata }) => metadata.name).toSorted(),
  )
})
