/** Lines on the console with every known secret taken out. */

export interface Log {
  info(line: string): void;
  warn(line: string): void;
  error(line: string): void;
  /** From now on `secret` is never printed. */
  hide(secret: string): void;
}

/** Anything that looks like a secret though nobody declared it. */
const SECRET_PATTERN = /((?:client_?secret|secret|signature|access_token|refresh_token|authorization)["']?\s*[:=]\s*["']?)([^\s"',}&]+)/gi;

const SHORTEST_SECRET = 12;

export function createLog(write: (line: string) => void): Log {
  const secrets = new Set<string>();
  const print = (level: string, line: string): void => write(`${level}${redact(line, secrets)}`);
  return {
    info: (line) => print('', line),
    warn: (line) => print('warning: ', line),
    error: (line) => print('error: ', line),
    // Short values would blank out ordinary words; no real key is that short, only those of the practice exchange are.
    hide: (secret) => void (secret.length >= SHORTEST_SECRET && secrets.add(secret)),
  };
}

function redact(line: string, secrets: ReadonlySet<string>): string {
  let clean = line;
  for (const secret of secrets) clean = clean.replaceAll(secret, '[hidden]');
  return clean.replace(SECRET_PATTERN, '$1[hidden]');
}
