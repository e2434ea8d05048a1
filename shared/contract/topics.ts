/** The one table of topics: what the engine publishes and views replicate. */
import type { ViewState } from '../projection/view-state';

/** Every topic's name; the value of a topic is the view-state slice of that name. */
export type TopicName = keyof ViewState;

/** Value of topic `Name`. */
export type TopicValue<Name extends TopicName> = ViewState[Name];

/** All topics, once each; the compiler objects if one is missing. */
export const topicNames = Object.keys({
  desk: true,
  watchlist: true,
  ladder: true,
  quoting: true,
  inventory: true,
  positions: true,
  orders: true,
  hedge: true,
  fills: true,
  connections: true,
  alerts: true,
} satisfies Record<TopicName, true>) as readonly TopicName[];
