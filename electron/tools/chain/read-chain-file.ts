/** Opens a chain file, compressed or not, and decodes it by what it holds. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { ChainError, type Chain } from './chain-market';
import { decodeChainCsv } from './decode-chain-csv';
import { decodeChainJson } from './decode-chain-json';

const GZIP_MAGIC = [0x1f, 0x8b];

function contentOf(path: string): string {
  try {
    const bytes = readFileSync(path);
    return (GZIP_MAGIC.every((byte, index) => bytes[index] === byte) ? gunzipSync(bytes) : bytes).toString('utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    if (code === 'ENOENT') throw new ChainError(`Expected a chain at ${path}, found no such file.`);
    if (code === 'EISDIR') throw new ChainError(`Expected a chain at ${path}, found a folder; name its files.`);
    if (code.startsWith('Z_')) throw new ChainError(`Expected a whole gzip file at ${path}, found one that is cut or damaged.`);
    throw new ChainError(`Expected a readable chain at ${path}, found it unreadable: ${code}.`);
  }
}

/** The chains of a file, one per coin. Throws `ChainError` or `TableError` with one sentence. */
export function readChainFile(path: string): readonly Chain[] {
  const content = contentOf(path);
  return content.trimStart().startsWith('{') ? decodeChainJson(basename(path), content) : decodeChainCsv(basename(path), content);
}
