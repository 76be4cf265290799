import { dockerProblem } from '../src/docker/images.ts'
import { javaOf, javaProblem } from '../src/native/java.ts'
import type { StackMode } from '../src/stack.ts'

/** The ways to run a stack, and what this machine lacks for them. */
export const modes: readonly (readonly [StackMode, string | undefined])[] = [
  ['native', await javaProblem(javaOf(process.env))],
  ['docker', await dockerProblem(['kafka', 'postgres', 'redis'], () => {})],
]
