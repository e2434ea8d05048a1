/** Rules for what is done to messages on their way, and the messages that they are about. */
import type { VenueChannel } from '../../shared/domain/venue';
import { channelOf, methodOf, type FrameAction, type RequestAction, type WireMessage } from './wire';
import type { World } from './world';

/** A new order. */
export const isOrder = (message: WireMessage): boolean => /^private\/(buy|sell)$/.test(methodOf(message));
/** A cancel of any kind. */
export const isCancel = (message: WireMessage): boolean => methodOf(message).startsWith('private/cancel');
/** A change or snapshot of the quoted book. */
export const isBook = (message: WireMessage): boolean => channelOf(message).startsWith('book.BTC-PERPETUAL');
/** A private notification. */
export const isUser = (message: WireMessage): boolean => channelOf(message).startsWith('user.');

/** Does something to the next frames that match. */
export function frames(
  world: World,
  action: FrameAction,
  rule: { matches: (message: WireMessage, role: VenueChannel) => boolean; count: number },
): void {
  world.network.state.frameRules.push({ matches: rule.matches, action, remaining: rule.count });
}

/** Does something to the next requests that match. */
export function requests(world: World, action: RequestAction, rule: { matches: (message: WireMessage) => boolean; count: number }): void {
  world.network.state.requestRules.push({ matches: rule.matches, action, remaining: rule.count });
}
