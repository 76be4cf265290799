import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { PartName, Progress } from '../stack.ts'
import { docker, succeeds } from './cli.ts'

export const images: Readonly<Record<PartName, string>> = {
  kafka: 'apache/kafka:4.3.1',
  postgres: 'postgres:18',
  redis: 'redis:8',
}

const ANSWER_MS = 3_000
const REGISTRY_ANSWER_MS = 20_000
const PULL_MS = 10 * 60_000

/** What is missing to run these parts, in a few words, once the images that can be pulled have been. */
export async function dockerProblem(
  parts: readonly PartName[],
  onProgress: Progress,
): Promise<string | undefined> {
  if (!(await succeeds(docker(['version'], ANSWER_MS)))) return 'a Docker daemon that answers'
  const problems = await Promise.all(parts.map((part) => imageProblem(images[part], onProgress)))
  return problems.filter((problem) => problem !== undefined).join(' and ') || undefined
}

async function imageProblem(image: string, onProgress: Progress): Promise<string | undefined> {
  if (await succeeds(docker(['image', 'inspect', image], ANSWER_MS))) return undefined
  onProgress(`Docker: pulling ${image}, once`)
  if (await pulled(image)) return undefined
  onProgress(`Docker: ${image} cannot be pulled`)
  return `the image ${image}`
}

/** A registry that does not answer must not hold up what else would work; one that does may take its time. */
async function pulled(image: string): Promise<boolean> {
  const pulling = spawn('docker', ['pull', image], { stdio: ['ignore', 'pipe', 'ignore'], timeout: PULL_MS })
  const impatience = setTimeout(() => pulling.kill(), REGISTRY_ANSWER_MS)
  pulling.stdout.on('data', () => clearTimeout(impatience))
  const [exitCode] = await once(pulling, 'close')
  clearTimeout(impatience)
  return exitCode === 0
}
