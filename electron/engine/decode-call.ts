/** Puts a command's name and arguments together again after they crossed from main, which checked them against the contract. */
import type { CommandCall, CommandName } from '../../shared/contract/commands';

/** The call; name and arguments must belong together, as main's check guarantees. */
export function decodeCall(name: CommandName, args: unknown): CommandCall {
  return { name, args } as CommandCall;
}
