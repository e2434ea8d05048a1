/** Runs the conformance suite on every line of the registry. */
import { describe, expect, it } from 'vitest';
import { findVenue, venueRegistry } from '../../electron/venues/registry';
import type { StartStandIn } from './stand-in';
import { DeribitStandIn } from './stand-ins/deribit';
import { runVenueConformance } from './venue-conformance';

const standIns: Readonly<Record<string, StartStandIn>> = { deribit: () => DeribitStandIn.start() };

describe('the registry', () => {
  it('names each venue once and has a stand-in for each', () => {
    const names = venueRegistry.map((definition) => definition.venue);
    expect(new Set(names).size).toBe(names.length);
    expect(Object.keys(standIns).sort()).toEqual([...names].sort());
    for (const definition of venueRegistry) expect(findVenue(definition.venue)).toBe(definition);
  });
});

describe.each(venueRegistry.map((definition) => [definition.label, definition] as const))('%s', (_label, definition) => {
  const startStandIn = standIns[definition.venue];
  if (startStandIn) runVenueConformance(definition, startStandIn);
});
