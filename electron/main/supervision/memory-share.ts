/** How much of what this process may use it uses: a desk in a slice with a limit of its own is ended there, long before the machine is full. */

/** Bytes. */
export interface MemoryFacts {
  readonly used: number;
  readonly machine: number;
  /** Of the process's group, as the system says it: 0, or more than the machine has, where there is none. */
  readonly constrained: number;
}

/** Share of the memory that may be used; 1 is all of it. */
export function memoryShare({ used, machine, constrained }: MemoryFacts): number {
  return used / (constrained > 0 ? Math.min(constrained, machine) : machine);
}
