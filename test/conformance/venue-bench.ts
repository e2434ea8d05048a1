/** One venue, its stand-in and a desk, fresh for each test. */
import type { VenueDefinition } from '../../electron/venues/venue-port';
import type { StartStandIn, VenueStandIn } from './stand-in';
import { VenueDesk } from './venue-desk';

export class VenueBench {
  private currentStandIn: VenueStandIn | null = null;
  private currentDesk: VenueDesk | null = null;

  constructor(
    readonly definition: VenueDefinition,
    private readonly startStandIn: StartStandIn,
  ) {}

  get standIn(): VenueStandIn {
    if (!this.currentStandIn) throw new Error('expected a stand-in, found none: the bench is between two tests');
    return this.currentStandIn;
  }

  get desk(): VenueDesk {
    if (!this.currentDesk) throw new Error('expected a desk, found none: the bench is between two tests');
    return this.currentDesk;
  }

  async prepare(): Promise<void> {
    this.currentStandIn = await this.startStandIn();
    this.currentDesk = new VenueDesk(this.definition, this.currentStandIn);
  }

  /** Another desk at the same venue, for instance with the wrong keys. */
  async replaceDesk(changes: Partial<Pick<VenueStandIn, 'endpoint' | 'credentials'>>): Promise<void> {
    await this.desk.connection.stop();
    const { endpoint, credentials } = this.standIn;
    this.currentDesk = new VenueDesk(this.definition, { endpoint, credentials, ...changes });
  }

  /** Until all lanes are live and the book is there. */
  open(): Promise<void> {
    return this.desk.open(this.standIn.instrumentId);
  }

  async close(): Promise<void> {
    await this.currentDesk?.connection.stop();
    await this.currentStandIn?.stop();
    this.currentDesk = null;
    this.currentStandIn = null;
  }
}
