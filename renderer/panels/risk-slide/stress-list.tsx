/** Named scenarios with what the book would make of them, and a way to keep or drop one's own. */
import type { RiskSlideView, StressRow } from '../../../shared/projection/risk-slide-view';
import { Button } from '../../controls/button';
import { Num, gainClass } from '../../controls/num';
import { PlainTable, type PlainColumn } from '../../controls/plain-table';
import { sendCommand, usePending } from '../../desk/commands';
import css from './risk-slide.module.css';

function Drop({ name }: { readonly name: string }) {
  const pending = usePending('drop-stress-set', name);
  return (
    <Button
      isSmall
      pending={pending}
      title={`Remove the scenario ${name}`}
      onFire={() => void sendCommand('drop-stress-set', { name }, name)}
    >
      drop
    </Button>
  );
}

const columns: readonly PlainColumn<StressRow>[] = [
  { id: 'name', header: 'scenario', titleOf: ({ description }) => description, render: ({ name }) => name },
  {
    id: 'pnl',
    header: 'PnL $',
    titleOf: ({ reason }) => (reason === '' ? undefined : reason),
    render: ({ pnlUsd }) =>
      pnlUsd === null ? (
        <span className="warn">unpriced</span>
      ) : (
        <Num value={pnlUsd} decimals={0} sign="always" className={gainClass(pnlUsd)} />
      ),
  },
];

const after: PlainColumn<StressRow> = {
  id: 'after',
  header: 'after hedge $',
  render: ({ pnlAfterUsd }) => <Num value={pnlAfterUsd} decimals={0} sign="always" className="preview" />,
};

const removal: PlainColumn<StressRow> = {
  id: 'remove',
  header: 'remove',
  isHeadHidden: true,
  render: ({ kind, name }) => kind === 'staged' && <Drop name={name} />,
};

/** The list beside the heat map. */
export function StressList({ view }: { readonly view: RiskSlideView }) {
  return (
    <div className={css['stress']}>
      <PlainTable
        label="Stress scenarios"
        columns={[...columns, ...(view.after === null ? [] : [after]), removal]}
        rows={view.stress}
        rowId={({ name }) => name}
      />
    </div>
  );
}
