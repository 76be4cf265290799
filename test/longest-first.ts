import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** A minute and more, most of it waiting. Begun last, they would be waited for by all the others. */
const longest = [
  'services/ingest/test/phones-outage.integration.test.ts',
  'packages/stack/test/native.integration.test.ts',
  'packages/stack/test/docker.integration.test.ts',
]

const isLong = ({ moduleId }: TestSpecification) => longest.some((file) => moduleId.endsWith(file))

/** Test files in vitest's own order, but for these. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    return sorted.toSorted((one, other) => Number(isLong(other)) - Number(isLong(one)))
  }
}
