/** The one list of topics: what the engine publishes and views replicate. */
import type { ViewState } from '../projection/view-state';

/** Every topic's name; the value of a topic is the view-state slice of that name. */
export type TopicName = keyof ViewState;

/** Value of topic `Name`. */
export type TopicValue<Name extends TopicName> = ViewState[Name];

const topicOrder = [
  'desk',
  'watchlist',
  'ladder',
  'quoting',
  'inventory',
  'positions',
  'orders',
  'hedge',
  'fills',
  'connections',
  'alerts',
  'greeks',
  'riskSlide',
  'capital',
  'surface',
] as const satisfies readonly TopicName[];

/** All topics, once each; a slice that is missing here makes this line a compile error. */
export const topicNames: readonly (TopicName extends (typeof topicOrder)[number] ? TopicName : never)[] = topicOrder;
