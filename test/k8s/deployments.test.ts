import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { deployments, processes, root, services } from './manifests.ts'

const read = (file: string) => readFileSync(join(root, file), 'utf8')
const secretKeys = Object.keys(parse(read('k8s/secret.example.yaml')).stringData)
const inConfigMap = [...read('k8s/base/config.env').matchAll(/^[A-Z_]+(?==)/gm)].map(([name]) => name)

/** The JSON Schema of a process's environment. */
interface ConfigSchema {
  readonly properties: Readonly<Record<string, object>>
  readonly required: readonly string[]
}

async function configOf(name: string): Promise<ConfigSchema> {
  const exported: Record<string, Partial<ConfigSchema>> = await import(
    join(root, 'services', name, 'src/config.ts')
  )
  const schema = Object.values(exported).find(({ properties }) => properties?.LOG_LEVEL !== undefined)
  return schema as ConfigSchema
}

describe.each(processes)('%s', (name) => {
  const deployment = deployments.get(name)
  const pod = deployment?.spec?.template.spec
  const [container, ...others] = pod?.containers ?? []
  const port = container?.ports?.[0]?.containerPort

  it('has a Deployment of the one image that runs it, and a Service in front', () => {
    expect(container).toMatchObject({ name, image: 'doorstep' })
    expect(others).toEqual([])
    expect(container?.command?.at(-1)).toBe(`services/${name}/src/main.ts`)
    const labels = { 'app.kubernetes.io/name': name }
    expect(deployment?.spec?.selector.matchLabels).toEqual(labels)
    expect(deployment?.spec?.template.metadata?.labels).toMatchObject(labels)
    expect(services.get(name)?.spec).toMatchObject({
      selector: labels,
      ports: [{ port, targetPort: 'http' }],
    })
  })

  it('gets each variable it needs and none it does not know', async () => {
    const { properties, required } = await configOf(name)
    const needed = required.filter((variable) => !('default' in (properties[variable] ?? {})))
    const given = container?.env?.map((variable) => variable.name) ?? []
    expect([...given, ...inConfigMap]).toEqual(expect.arrayContaining(needed))
    expect(Object.keys(properties)).toEqual(expect.arrayContaining(given))
    expect(container?.env).toContainEqual({ name: 'PORT', value: String(port) })
  })

  it('gets secrets from the Secret alone', () => {
    for (const { name: variable, value, valueFrom } of container?.env ?? []) {
      if (!/KEY|SECRET|DATABASE_URL/.test(variable)) continue
      expect(value, variable).toBeUndefined()
      expect(secretKeys).toContain(valueFrom?.secretKeyRef?.key)
    }
  })

  it('is probed, and has time to finish when it is stopped', () => {
    expect(container?.startupProbe?.httpGet).toEqual({ path: '/livez', port: 'http' })
    expect(container?.livenessProbe?.httpGet).toEqual({ path: '/livez', port: 'http' })
    expect(container?.readinessProbe?.httpGet?.path).toBe(name === 'web' ? '/livez' : '/readyz')
    const stopsWithinS = (container?.lifecycle?.preStop?.sleep?.seconds ?? 0) + 10
    expect(pod?.terminationGracePeriodSeconds).toBeGreaterThan(stopsWithinS)
  })

  it('says what it needs, and is bounded in memory', () => {
    expect(container?.resources).toMatchObject({
      requests: { cpu: expect.any(String), memory: expect.any(String) },
      limits: { memory: expect.any(String) },
    })
  })

  it('may do nothing it does not need', () => {
    expect(pod?.automountServiceAccountToken).toBe(false)
    expect(pod?.securityContext).toMatchObject({
      runAsNonRoot: true,
      runAsUser: 1000,
      seccompProfile: { type: 'RuntimeDefault' },
    })
    expect(container?.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    })
  })
})
