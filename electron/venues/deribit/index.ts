/** The Deribit venue; the practice exchange is the same venue at another address. */
import type { VenueDefinition } from '../venue-port';
import { DeribitConnection } from './connection';
import { DEAD_MAN } from './dead-man';
import { guardedDoors } from './doors';
import { DERIBIT, describeInstrument } from './instruments';

export const deribit: VenueDefinition = {
  venue: DERIBIT,
  label: 'Deribit',
  deadMan: DEAD_MAN,
  connect: (endpoint, credentials, rim) =>
    new DeribitConnection(rim, { endpoint, credentials, doors: guardedDoors(endpoint, credentials) }),
  describeInstrument,
};
