import { dockerProblem } from '../src/docker/images.ts'
import { stackRules } from './stack-rules.ts'

stackRules('docker', await dockerProblem(['kafka', 'postgres', 'redis'], () => {}))
