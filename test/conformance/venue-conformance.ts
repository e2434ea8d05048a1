/** The suite every venue must pass. Each test names the fault it injects (reliability catalogue) and what must hold. */
import { afterEach, beforeEach } from 'vitest';
import type { VenueDefinition } from '../../electron/venues/venue-port';
import { checkBooks } from './books';
import { checkCancels } from './cancels';
import { checkConnecting } from './connecting';
import { checkOrders } from './orders';
import { checkSilence } from './silence';
import type { StartStandIn } from './stand-in';
import { VenueBench } from './venue-bench';

export function runVenueConformance(definition: VenueDefinition, startStandIn: StartStandIn): void {
  const bench = new VenueBench(definition, startStandIn);
  beforeEach(() => bench.prepare());
  afterEach(() => bench.close());
  checkConnecting(bench);
  checkBooks(bench);
  checkOrders(bench);
  checkCancels(bench);
  checkSilence(bench);
}
