/** The pull that every end in order makes. It is told from a trader's by the id of its command, which no window can give: theirs are UUIDs. */

const PREFIX = 'shutdown-';

/** Of a session that ends after so many events. */
export function shutdownCommandId(sequence: number): string {
  return `${PREFIX}${sequence}`;
}

/** Whether a pull was made by the end of a session. */
export function isShutdownPull(commandId: string): boolean {
  return commandId.startsWith(PREFIX);
}
