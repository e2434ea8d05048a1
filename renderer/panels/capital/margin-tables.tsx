/** Margin by venue, ours beside the venue's; distance to liquidation; how much more can be quoted and what ends it. */
import type { AllocationRow, LiquidationRow, MarginRow, SimulatedMargin } from '../../../shared/projection/capital-view';
import { Num } from '../../controls/num';
import { formatFixed } from '../../theme/number-format';
import { PlainTable, type PlainColumn } from '../../controls/plain-table';
import { roomWords, tighterSide } from './model';

const COIN = 4;

function sentence(...words: readonly string[]): string | undefined {
  const said = words.filter((word) => word !== '');
  return said.length === 0 ? undefined : said.join(' · ');
}

/** What a narrow panel has no column for. */
function spareWords({ gapInitial, otherModelInitial }: MarginRow): string {
  return `gap ${formatFixed(gapInitial, COIN, 'always')}, by the other rule ${formatFixed(otherModelInitial, COIN)}`;
}

function Pair({ own, venue }: { readonly own: number | null; readonly venue: number | null }) {
  return (
    <>
      <Num value={own} decimals={COIN} />
      <span className="muted"> / </span>
      <Num value={venue} decimals={COIN} className="muted" />
    </>
  );
}

function Simulated({ simulated }: { readonly simulated: SimulatedMargin | null }) {
  return simulated === null ? (
    <Num value={null} decimals={COIN} className="muted" />
  ) : (
    <>
      <Num value={simulated.initial} decimals={COIN} className="muted" /> <Num value={simulated.gapInitial} decimals={COIN} sign="always" />
    </>
  );
}

const marginColumns: readonly PlainColumn<MarginRow>[] = [
  {
    id: 'account',
    header: 'margin',
    titleOf: (row) => sentence(row.reason, row.rule, spareWords(row)),
    render: ({ venue, currency, model, reason, isJoint = false }) => (
      <>
        {venue} {currency} · {isJoint ? `${model}, all coins` : model}
        {reason !== '' && <span className="warn"> !</span>}
      </>
    ),
  },
  {
    id: 'initial',
    header: 'initial',
    title: 'ours / the venue’s',
    render: ({ ownInitial, venueInitial }) => <Pair own={ownInitial} venue={venueInitial} />,
  },
  {
    id: 'gap',
    header: 'gap',
    leftOutBelow: 700,
    title: 'our initial margin minus the venue’s',
    render: ({ gapInitial }) => <Num value={gapInitial} decimals={COIN} sign="always" />,
  },
  {
    id: 'maintenance',
    header: 'maintenance',
    title: 'ours / the venue’s',
    render: ({ ownMaintenance, venueMaintenance }) => <Pair own={ownMaintenance} venue={venueMaintenance} />,
  },
  {
    id: 'other',
    header: 'other rule',
    leftOutBelow: 700,
    title: 'ours by the rule that the account does not follow',
    titleOf: ({ otherModelReason }) => sentence(otherModelReason),
    render: ({ otherModelInitial }) => <Num value={otherModelInitial} decimals={COIN} />,
  },
  {
    id: 'simulated',
    header: 'simulated (gap)',
    title: 'the venue’s own simulation of the positions alone, and ours by the same rule minus it',
    titleOf: ({ simulated }) => (simulated === null ? 'the venue has not answered yet' : sentence(simulated.model, simulated.reason)),
    render: ({ simulated }) => <Simulated simulated={simulated} />,
  },
  { id: 'equity', header: 'equity', render: ({ equity }) => <Num value={equity} decimals={COIN} /> },
  { id: 'free', header: 'free', render: ({ free }) => <Num value={free} decimals={COIN} /> },
  {
    id: 'after',
    header: 'after quotes',
    title: 'free after every quote filled on its worse side',
    render: ({ freeAfterQuotes }) => <Num value={freeAfterQuotes} decimals={COIN} />,
  },
];

function accountId({ venue, currency }: { readonly venue: string; readonly currency: string }): string {
  return `${venue} ${currency}`;
}

/** One line per venue and coin. */
export function Margins({ rows }: { readonly rows: readonly MarginRow[] }) {
  return <PlainTable label="Margin" columns={marginColumns} rows={rows} rowId={accountId} nothing="No account has told its balance yet." />;
}

const liquidationColumns: readonly PlainColumn<LiquidationRow>[] = [
  { id: 'account', header: 'liquidation', render: accountId },
  { id: 'below', header: 'below', render: ({ downPrice }) => <Num value={downPrice} decimals={0} /> },
  { id: 'above', header: 'above', render: ({ upPrice }) => <Num value={upPrice} decimals={0} /> },
  {
    id: 'distance',
    header: 'distance %',
    render: ({ distance }) => <Num value={distance === null ? null : distance * 100} decimals={1} />,
  },
  {
    id: 'sigmas',
    header: 'σ',
    title: 'in daily standard deviations',
    render: ({ distanceSigmas }) => <Num value={distanceSigmas} decimals={1} />,
  },
  { id: 'reason', header: 'why not', isHeadHidden: true, isWords: true, render: ({ reason }) => reason },
];

/** Prices at which the account would be liquidated. */
export function Liquidations({ rows }: { readonly rows: readonly LiquidationRow[] }) {
  return <PlainTable label="Liquidation" columns={liquidationColumns} rows={rows} rowId={accountId} />;
}

const roomColumns: readonly PlainColumn<AllocationRow>[] = [
  {
    id: 'what',
    header: 'room to quote ₵',
    render: ({ underlying, product }) => (
      <>
        {underlying}
        {product === 'options' && <span className="muted"> options</span>}
      </>
    ),
  },
  {
    id: 'bids',
    header: 'bids',
    titleOf: ({ bidRoomCoin, bidBinds, underlying }) => roomWords(bidRoomCoin, bidBinds, underlying),
    classOf: (row) => (tighterSide(row) === 'bid' ? 'warn' : undefined),
    render: ({ bidRoomCoin }) => <Num value={bidRoomCoin} decimals={2} />,
  },
  {
    id: 'asks',
    header: 'asks',
    titleOf: ({ askRoomCoin, askBinds, underlying }) => roomWords(askRoomCoin, askBinds, underlying),
    classOf: (row) => (tighterSide(row) === 'ask' ? 'warn' : undefined),
    render: ({ askRoomCoin }) => <Num value={askRoomCoin} decimals={2} />,
  },
  { id: 'words', header: 'in words', isWords: true, render: ({ words }) => words },
];

/** Room to keep quoting. */
export function Allocations({ rows }: { readonly rows: readonly AllocationRow[] }) {
  return (
    <PlainTable
      label="Room to quote"
      columns={roomColumns}
      rows={rows}
      rowId={({ underlying, product }) => `${underlying} ${product}`}
      nothing="No underlying is quoted."
    />
  );
}
