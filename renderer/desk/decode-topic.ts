/** The one place where messages of the engine become typed slices; the engine is the same build as this window. */
import type { TopicName } from '../../shared/contract/topics';
import type { ViewState } from '../../shared/projection/view-state';

/** Slices that have arrived; an absent one is loading. */
export type Slices = { readonly [Name in TopicName]?: ViewState[Name] };

/** Whether a topic's value can be shown at all: every slice is an object. */
function isSlice(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `slices` with the topics of `changes` replaced; what is not an object becomes loading. */
export function mergeSlices(slices: Slices, changes: ReadonlyMap<TopicName, unknown>): Slices {
  const merged: Record<string, unknown> = { ...slices };
  for (const [topic, value] of changes) {
    if (isSlice(value)) merged[topic] = value;
    else delete merged[topic];
  }
  return merged as Slices;
}
