import type { INetworkPolicyPeer, INetworkPolicyPort } from 'kubernetes-models/networking.k8s.io/v1'
import { expect, it } from 'vitest'
import { deployments, networkPolicies, processes } from './manifests.ts'

const LABEL = 'app.kubernetes.io/name'
const NAMESPACE = 'kubernetes.io/metadata.name'

/** Who may begin to speak to whom: this, and nothing else. */
const paths = [
  'web → ingest:8081',
  'web → deliveries:8082',
  'web → live:8083',
  'web → analytics:8084',
  'web → notifications:8085',
  'simulator → web:8080',
]

const outside = [
  'deliveries → namespace kafka:9092',
  'deliveries → namespace postgres:5432',
  'ingest → namespace kafka:9092',
  'live → namespace kafka:9092',
  'live → namespace redis:6379',
  'analytics → namespace kafka:9092',
  'analytics → namespace postgres:5432',
  'notifications → namespace kafka:9092',
  'notifications → namespace postgres:5432',
  'notifications → public internet:any',
  'all → namespace kube-system:53',
]

const inward = ['namespace monitoring → all:http', 'anyone → web:8080']

const policies = [...networkPolicies.values()].map(({ spec }) => ({
  pods: spec?.podSelector?.matchLabels?.[LABEL] ?? 'all',
  ingress: spec?.ingress ?? [],
  egress: spec?.egress ?? [],
}))

function nameOf({ podSelector, namespaceSelector, ipBlock }: INetworkPolicyPeer): string {
  if (ipBlock !== undefined) return 'public internet'
  if (namespaceSelector !== undefined) return `namespace ${namespaceSelector.matchLabels?.[NAMESPACE]}`
  return podSelector?.matchLabels?.[LABEL] ?? 'all'
}

function portsOf(ports: readonly INetworkPolicyPort[] | undefined): string[] {
  return ports === undefined ? ['any'] : [...new Set(ports.map(({ port }) => String(port)))]
}

const allowedOut = new Set(
  policies.flatMap(({ pods, egress }) =>
    egress.flatMap(({ to, ports }) =>
      (to ?? []).flatMap((peer) => portsOf(ports).map((port) => `${pods} → ${nameOf(peer)}:${port}`)),
    ),
  ),
)

const allowedIn = new Set(
  policies.flatMap(({ pods, ingress }) =>
    ingress.flatMap(({ from, ports }) =>
      (from?.map(nameOf) ?? ['anyone']).flatMap((peer) =>
        portsOf(ports).map((port) => `${peer} → ${pods}:${port}`),
      ),
    ),
  ),
)

it('everything is denied that is not allowed, both ways', () => {
  const [first] = networkPolicies.values()
  expect(networkPolicies.get('default-deny')?.spec).toEqual({
    podSelector: {},
    policyTypes: ['Ingress', 'Egress'],
  })
  expect(first?.metadata?.name).toBe('default-deny')
})

it('pods may open exactly the connections of the table', () => {
  expect([...allowedOut].toSorted()).toEqual([...paths, ...outside].toSorted())
})

it('pods may be reached by exactly those of the table', () => {
  const fromPods = paths.filter((path) => !path.startsWith('simulator'))
  expect([...allowedIn].toSorted()).toEqual([...fromPods, ...inward].toSorted())
})

it('a port that is let in is the port that the process listens on', () => {
  for (const path of paths) {
    const [, process = '', port] = / → (.+):(.+)$/.exec(path) ?? []
    const [container] = deployments.get(process)?.spec?.template.spec?.containers ?? []
    expect(container?.ports?.[0]?.containerPort, process).toBe(Number(port))
  }
})

it('each process has a policy of its own', () => {
  expect(policies.map(({ pods }) => pods)).toEqual(expect.arrayContaining([...processes]))
})

it('webhooks leave to the public internet and to no address inside', () => {
  const [toInternet] = networkPolicies.get('notifications')?.spec?.egress?.slice(-1) ?? []
  const blocks = toInternet?.to?.map(({ ipBlock }) => ipBlock) ?? []
  expect(blocks.map((block) => block?.cidr)).toEqual(['0.0.0.0/0', '::/0'])
  expect(blocks.flatMap((block) => block?.except ?? [])).toEqual(
    expect.arrayContaining([
      '10.0.0.0/8',
      '172.16.0.0/12',
      '192.168.0.0/16',
      '169.254.0.0/16',
      '100.64.0.0/10',
    ]),
  )
})
