/** The drills that need no window, in their short form: several at once, so with more patience than where they are measured. */
import { describe, expect, it } from 'vitest';
import { taggedTitle } from './drill-case';
import { drills } from './registry';

/** Opening, the drill and comparing, on a machine that all of them share. */
const LIMIT_MS = 240_000;
const SLACK_MS = 4_000;

describe.concurrent('a desk among real processes', () => {
  for (const drill of drills) {
    it(
      `${drill.name}: ${taggedTitle(drill)}`,
      async (context) => {
        const result = await drill.run({ seed: 7, slackMs: SLACK_MS });
        if ('skipped' in result) return context.skip(`absent: ${result.skipped}`);
        expect(result.figures.length).toBeGreaterThan(0);
      },
      LIMIT_MS,
    );
  }
});
