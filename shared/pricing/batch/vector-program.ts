/**
 * Writes WebAssembly SIMD programs from expressions: each expression stands for four numbers, two pairs that are computed at once.
 * A compiler for this one purpose would weigh a hundred megabytes; the instructions needed are the two dozen below.
 */

/**
 * For each of the interleaved pairs the instructions that leave it on the stack, as numbers or bit patterns. Two pairs, because the
 * steps of one wait for each other: measured, the second one comes at a seventh of the price of the first.
 */
export type Expression = readonly (readonly number[])[];

/** Numbers that one pass of the loop computes. */
export const LANES = 4;

const PAIRS = [0, 1];

const SIMD = 0xfd;

/** Unsigned LEB128, the integer form of WebAssembly. */
function unsigned(value: number): readonly number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}

function instruction(opcode: number): (...operands: readonly Expression[]) => Expression {
  const code = [SIMD, ...unsigned(opcode)];
  return (...operands) => PAIRS.map((pair) => [...operands.flatMap((operand) => operand[pair] ?? []), ...code]);
}

/** Semantics are those of the WebAssembly specification for `f64x2`; `least` and `greatest` are its pseudo-minimum and -maximum. */
export const vector = {
  /** a + b. */
  add: instruction(0xf0),
  /** a − b. */
  subtract: instruction(0xf1),
  /** a·b. */
  multiply: instruction(0xf2),
  /** a / b. */
  divide: instruction(0xf3),
  /** The second where it is less than the first, else the first. */
  least: instruction(0xf6),
  /** The second where it is greater than the first, else the first. */
  greatest: instruction(0xf7),
  /** |a|. */
  absolute: instruction(0xec),
  /** √a. */
  root: instruction(0xef),
  /** A mask: a < b. */
  isLess: instruction(0x49),
  /** A mask: a > b. */
  isGreater: instruction(0x4a),
  /** Bits of the first where the mask of the third is set, else of the second. */
  select: instruction(0x52),
  /** Bits set in both. */
  and: instruction(0x4e),
  /** Bits set in either. */
  or: instruction(0x50),
  /** Sums of 64-bit integers. */
  addBits: instruction(0xce),
} as const;

/** Each 64-bit pattern moved to the left by so many bits. */
export function shiftLeft(value: Expression, count: number): Expression {
  return value.map((code) => [...code, 0x41, ...unsigned(count), SIMD, ...unsigned(0xcb)]);
}

/** Each 64-bit pattern moved to the right by so many bits, zeros coming in. */
export function shiftRight(value: Expression, count: number): Expression {
  return value.map((code) => [...code, 0x41, ...unsigned(count), SIMD, ...unsigned(0xcd)]);
}

/** A pair of numbers. */
const PAIR_BYTES = 16;
const COLUMN_BYTES = PAIRS.length * PAIR_BYTES;
const V128 = 0x7b;
const I32 = 0x7f;
const POINTER = 0;
const END = 1;
const FIRST_PAIR = 2;

const CONSTANT_BYTES = 8;

/** A finished program: the module, and how many bytes at the start of the memory its constants take. */
export interface VectorProgram {
  readonly module: Uint8Array;
  readonly constantBytes: number;
}

/** A loop over blocks of columns: what it loads, keeps and stores, in the order of the calls. */
export class VectorLoop {
  private readonly code: number[] = [];
  private readonly constants: bigint[] = [];
  private kept = 0;

  public constructor(private readonly columns: number) {}

  /** The same number in every lane. */
  public constant(value: number): Expression {
    const view = new DataView(new ArrayBuffer(CONSTANT_BYTES));
    view.setFloat64(0, value);
    return this.bits(view.getBigUint64(0));
  }

  /**
   * The same 64-bit pattern in every lane. It is loaded from a table in memory, because the runtimes build a constant in the code anew each
   * time, with three instructions that all want the same port of the processor.
   */
  public bits(pattern: bigint): Expression {
    const known = this.constants.indexOf(pattern);
    const place = known < 0 ? this.constants.push(pattern) - 1 : known;
    return PAIRS.map(() => [0x41, 0, SIMD, 0x0a, 3, ...unsigned(place * CONSTANT_BYTES)]);
  }

  /** The numbers of a column. */
  public load(column: number): Expression {
    return this.keep(PAIRS.map((pair) => [0x20, POINTER, SIMD, 0x00, 4, ...unsigned(column * COLUMN_BYTES + pair * PAIR_BYTES)]));
  }

  /** Computes now and gives the result a name, so that it is not computed twice. */
  public keep(value: Expression): Expression {
    return value.map((code) => {
      const name = unsigned(FIRST_PAIR + this.kept);
      this.kept += 1;
      this.code.push(...code, 0x21, ...name);
      return [0x20, ...name];
    });
  }

  /** Writes the numbers of a column. */
  public store(column: number, value: Expression): void {
    for (const [pair, code] of value.entries())
      this.code.push(0x20, POINTER, ...code, SIMD, 0x0b, 4, ...unsigned(column * COLUMN_BYTES + pair * PAIR_BYTES));
  }

  /** A module that imports `desk.memory` and exports `run(first byte, end byte)`, both beyond the constants. */
  public toProgram(): VectorProgram {
    const advance = [0x20, POINTER, 0x41, ...signed(this.columns * COLUMN_BYTES), 0x6a, 0x22, POINTER, 0x20, END, 0x49, 0x0d, 0];
    const body = [1, ...unsigned(this.kept), V128, 0x03, 0x40, ...this.code, ...advance, 0x0b, 0x0b];
    const table = this.constants.flatMap((pattern) => [...new Uint8Array(BigUint64Array.of(pattern).buffer)]);
    const module = Uint8Array.from([
      ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
      ...section(1, [1, 0x60, 2, I32, I32, 0]),
      ...section(2, [1, ...text('desk'), ...text('memory'), 0x02, 0x00, 1]),
      ...section(3, [1, 0]),
      ...section(7, [1, ...text('run'), 0x00, 0]),
      ...section(10, [1, ...unsigned(body.length), ...body]),
      ...section(11, [1, 0, 0x41, 0, 0x0b, ...unsigned(table.length), ...table]),
    ]);
    return { module, constantBytes: Math.ceil(table.length / PAIR_BYTES) * PAIR_BYTES };
  }
}

/** Signed LEB128 of a positive number. */
function signed(value: number): readonly number[] {
  return value < 0x40 ? [value] : [(value & 0x7f) | 0x80, ...signed(value >>> 7)];
}

function section(kind: number, content: readonly number[]): readonly number[] {
  return [kind, ...unsigned(content.length), ...content];
}

function text(word: string): readonly number[] {
  return [word.length, ...Array.from(word, (letter) => letter.charCodeAt(0))];
}
