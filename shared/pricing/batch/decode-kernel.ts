/** Turns the bytes of a kernel into its function. WebAssembly is part of every runtime here, but not of the language's own types. */
import type { VectorProgram } from './vector-program';

/** Memory that a kernel and its caller share. */
export interface KernelMemory {
  readonly buffer: ArrayBuffer;
}

interface WebAssemblyRuntime {
  readonly Module: new (bytes: Uint8Array) => unknown;
  readonly Memory: new (descriptor: { readonly initial: number }) => KernelMemory;
  readonly Instance: new (
    module: unknown,
    imports: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  ) => { readonly exports: { readonly run: (firstByte: number, endByte: number) => void } };
}

/** A kernel with the memory it works on. */
export interface Kernel {
  readonly memory: KernelMemory;
  /** Where the caller's blocks begin. */
  readonly firstByte: number;
  /** Blocks from the first byte up to the end byte; at least one. */
  readonly run: (firstByte: number, endByte: number) => void;
}

const PAGE_BYTES = 65_536;

/** Compiles a kernel with memory for so many bytes of blocks. Refused by a page whose content policy forbids WebAssembly: for workers and tools. */
export function decodeKernel({ module, constantBytes }: VectorProgram, blockBytes: number): Kernel {
  const { WebAssembly } = globalThis as unknown as { readonly WebAssembly: WebAssemblyRuntime };
  const memory = new WebAssembly.Memory({ initial: Math.max(1, Math.ceil((constantBytes + blockBytes) / PAGE_BYTES)) });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module), { desk: { memory } });
  return { memory, firstByte: constantBytes, run: exports.run };
}
