/** Which venue and account a profile belongs to: pinned at its first start, so that testnet and live, or two accounts, are never mixed up. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { fail, ok, type Result } from '../../shared/domain/result';
import type { Environment } from '../../shared/domain/venue';
import { replaceFile } from './atomic-file';

/** Where and as whom a desk is about to connect. */
export interface AccountIdentity {
  readonly environment: Environment;
  readonly websocketUrl: string;
  readonly clientId: string;
}

const pinSchema = v.strictObject({
  version: v.literal(1),
  environment: v.picklist(['practice', 'testnet', 'live', 'review']),
  /** The practice exchange listens on another port each time, so it has none. */
  address: v.nullable(v.string()),
  /** Of the key's name; the key itself is nowhere here. */
  account: v.pipe(v.string(), v.regex(/^[0-9a-f]{12}$/)),
});

type Pin = v.InferOutput<typeof pinSchema>;

/** Pins a profile that has none; the error says what it is pinned to and what was found. */
export function pinAccount(directory: string, identity: AccountIdentity): Result<string, string> {
  const path = join(directory, 'account.json');
  const found = pinOf(identity);
  if (!existsSync(path)) return writePin(path, found);
  const pinned = readPin(path);
  if (pinned === null) {
    return fail(
      `expected ${path} to say which account this profile belongs to, found it damaged; give another --profile, or remove it if you are sure`,
    );
  }
  const isSame = pinned.environment === found.environment && pinned.address === found.address && pinned.account === found.account;
  if (isSame) return ok(describe(found));
  return fail(`expected ${describe(pinned)}, to which this profile is pinned, found ${describe(found)}; give another --profile`);
}

function writePin(path: string, pin: Pin): Result<string, string> {
  try {
    replaceFile(path, `${JSON.stringify(pin, null, 2)}\n`);
    return ok(describe(pin));
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return fail(`expected to write ${path}, found: ${problem}; free space or change its rights, or give another --profile`);
  }
}

function pinOf({ environment, websocketUrl, clientId }: AccountIdentity): Pin {
  const account = createHash('sha256').update(clientId).digest('hex').slice(0, 12);
  return { version: 1, environment, address: environment === 'practice' ? null : websocketUrl, account };
}

function readPin(path: string): Pin | null {
  try {
    const checked = v.safeParse(pinSchema, JSON.parse(readFileSync(path, 'utf8')));
    return checked.success ? checked.output : null;
  } catch {
    return null;
  }
}

function describe({ environment, address, account }: Pin): string {
  return `account ${account} on ${environment}${address === null ? '' : ` (${address})`}`;
}
