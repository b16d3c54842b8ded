import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The files that take longest, in that order. */
const LONGEST: readonly string[] = [
  'test/api/crash.spec.ts',
  'test/api/property.spec.ts',
  'test/api/files/crash.spec.ts',
  'test/api/documents/edit-errors.spec.ts',
  'test/api/documents/whatever.spec.ts',
  'test/api/documents/concurrency.spec.ts',
  'test/api/documents/create-errors.spec.ts',
  'test/api/webhooks/delivery.spec.ts',
];

/**
 * Begins with the longest files, so that no worker is left alone with one at the end. The durations
 * that vitest remembers say the same, but there are none on a machine that runs the tests first.
 */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = LONGEST.findIndex((path) => moduleId.endsWith(`/${path}`));
      return place < 0 ? LONGEST.length : place;
    };
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}
