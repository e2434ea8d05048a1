/** The few functions of culori that the colour tests use; the package brings no types. */
declare module 'culori' {
  export function differenceCiede2000(): (left: unknown, right: unknown) => number;
  export function wcagContrast(left: unknown, right: unknown): number;
  export function filterDeficiencyDeuter(severity: number): (colour: unknown) => unknown;
  export function filterDeficiencyProt(severity: number): (colour: unknown) => unknown;
  export function filterDeficiencyTrit(severity: number): (colour: unknown) => unknown;
}
