import { cpus, loadavg, totalmem } from 'node:os'

export interface Machine {
  readonly cores: number
  readonly cpu: string
  readonly memoryGb: number
  readonly node: string
  /** Runnable processes of the last minute, the benchmark's own four among them. */
  readonly loadAverage: number
}

/** What the figures hold for. Generator, broker and what is measured share these cores. */
export function machine(): Machine {
  const cores = cpus()
  return {
    cores: cores.length,
    cpu: cores[0]?.model ?? 'unknown',
    memoryGb: Math.round(totalmem() / 1024 ** 3),
    node: process.version,
    loadAverage: Math.round(loadavg()[0] ?? Number.NaN),
  }
}

export function inWords({ cores, cpu, memoryGb, node, loadAverage }: Machine): string {
  return `${cores} cores (${cpu}), ${memoryGb} GB, Node ${node}, load average ${loadAverage}`
}
