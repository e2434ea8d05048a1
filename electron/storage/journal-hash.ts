/** The journal's hash function: SHA-256, in one call where the runtime has it. */
import * as crypto from 'node:crypto';
import type { HashText } from '../../shared/journal/hash-chain';

const isOneCall = typeof crypto.hash === 'function';

export const sha256: HashText = (text) =>
  isOneCall ? crypto.hash('sha256', text) : crypto.createHash('sha256').update(text).digest('hex');
