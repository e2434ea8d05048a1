/** `npm run chain -- FILE…`: fits forwards and surfaces to recorded option chains and says how they meet the venue. */
import { ChainError } from './chain/chain-market';
import { describeChain } from './chain/describe-chain';
import { measureChain } from './chain/measure-chain';
import { readChainFile } from './chain/read-chain-file';
import { TableError } from './reference/table';

/** Prints one file; whether it was a chain. */
function reportFile(path: string): boolean {
  try {
    const chains = readChainFile(path).map(measureChain);
    for (const chain of chains) process.stdout.write(`${describeChain(path, chain).join('\n')}\n`);
    process.stdout.write(`${JSON.stringify({ file: path, chains })}\n`);
    return true;
  } catch (error) {
    if (!(error instanceof ChainError || error instanceof TableError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return false;
  }
}

function main(paths: readonly string[]): number {
  if (paths.length === 0) {
    process.stderr.write('Expected one or more files with option chains, found none: npm run chain -- FILE…\n');
    return 1;
  }
  return paths.map(reportFile).every((isChain) => isChain) ? 0 : 1;
}

process.exitCode = main(process.argv.slice(2));
