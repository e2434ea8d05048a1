/** Cells of the form `name=value;name=value`. */
import type { TableRow } from './table';
import { readNumber } from './table';

/** The named words of one cell. */
export class NamedArguments {
  private readonly words: ReadonlyMap<string, string>;

  constructor(
    private readonly row: TableRow,
    cell: string,
  ) {
    this.words = new Map(
      cell.split(';').map((part) => {
        const cut = part.indexOf('=');
        return [part.slice(0, Math.max(0, cut)).trim(), part.slice(cut + 1).trim()];
      }),
    );
  }

  has(name: string): boolean {
    return this.words.has(name);
  }

  text(name: string): string {
    const word = this.words.get(name);
    if (word === undefined) throw this.row.error(`expected ${name}=…, found only ${[...this.words.keys()].join(', ')}`);
    return word;
  }

  number(name: string): number {
    const value = readNumber(this.text(name));
    if (value === null) throw this.row.error(`expected a number for ${name}, found "${this.text(name)}"`);
    return value;
  }

  bigint(name: string): bigint {
    const text = this.text(name);
    if (!/^-?\d+$/.test(text)) throw this.row.error(`expected a whole number for ${name}, found "${text}"`);
    return BigInt(text);
  }

  /** Two whole numbers written `a/b`. */
  ratio(name: string): readonly [bigint, bigint] {
    const match = /^(\d+)\/(\d+)$/.exec(this.text(name));
    if (match === null) throw this.row.error(`expected a ratio such as 101/100 for ${name}, found "${this.text(name)}"`);
    return [BigInt(match[1] ?? '0'), BigInt(match[2] ?? '0')];
  }
}
