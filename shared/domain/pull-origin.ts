/** Who pulled everything, told by the id of the pull's command. Windows give UUIDs only, so any other id stands for the trader. */

const PREFIX = {
  /** The pull that every end in order makes. */
  shutdown: 'shutdown-',
  /** Main's, when no window answers or none can be painted any more. */
  unseen: 'unseen-',
} as const;

/** A pull that no trader asked for. */
export type OwnPull = keyof typeof PREFIX;

/** `token` makes it the only one of its kind. */
export function ownPullId(origin: OwnPull, token: string): string {
  return `${PREFIX[origin]}${token}`;
}

/** Who asked for the pull of this command. */
export function pullOrigin(commandId: string): OwnPull | 'trader' {
  if (commandId.startsWith(PREFIX.shutdown)) return 'shutdown';
  return commandId.startsWith(PREFIX.unseen) ? 'unseen' : 'trader';
}
