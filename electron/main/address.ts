/** Reads an address without throwing; the oldest runtime has no `URL.canParse`. */
export function parseAddress(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
