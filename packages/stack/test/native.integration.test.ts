import { javaOf, javaProblem } from '../src/native/java.ts'
import { stackRules } from './stack-rules.ts'

stackRules('native', await javaProblem(javaOf(process.env)))
