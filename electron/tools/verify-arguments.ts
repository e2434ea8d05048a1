/** Reads what `npm run verify` was asked to check. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fail, ok, type Result } from '../../shared/domain/result';
import { listJournalFiles } from '../storage/journal-files';

const USAGE = 'npm run verify -- --profile DIR, or npm run verify -- FILE';

/** The folder or file; the error says what was expected and found. */
export function readVerifyArguments(words: readonly string[]): Result<string, string> {
  const [first, second] = words;
  const isProfile = first === '--profile';
  const given = isProfile ? second : first;
  if (given === undefined || given.startsWith('--') || words.length !== (isProfile ? 2 : 1))
    return fail(`expected a profile or a journal file, found "${words.join(' ')}"; use ${USAGE}`);
  const path = resolve(given);
  if (!existsSync(path)) return fail(`expected a journal at ${path}, found nothing there; use ${USAGE}`);
  if (isProfile && listJournalFiles(path).length === 0)
    return fail(`expected a journal in the profile ${path}, found none; start the desk with this profile first`);
  return ok(path);
}
