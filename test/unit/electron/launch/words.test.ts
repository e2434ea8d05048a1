/** `--name=value` and `--name value` mean the same to the desk and to every tool. */
import { describe, expect, it } from 'vitest';
import { splitWords } from '../../../../electron/launch/words.mjs';

describe('the words after a command', () => {
  it('are parted at the first sign of equality after a name', () => {
    expect(splitWords(['--seeds=1..5', '--quiet', '--result', 'a=b', '--profile=desk/x=y'])).toEqual([
      '--seeds',
      '1..5',
      '--quiet',
      '--result',
      'a=b',
      '--profile',
      'desk/x=y',
    ]);
  });

  it('keep an empty value as one, so that the desk can say what it expected', () => {
    expect(splitWords(['--seeds='])).toEqual(['--seeds', '']);
  });
});
