/** Parameters in groups: the engine's value, the draft beside it, the unit. */
import type { QuotingView } from '../../../shared/projection/view-state';
import { NumberField } from '../../controls/number-field';
import { Num } from '../../controls/num';
import { Segmented } from '../../controls/segmented';
import { decimalsToWrite } from '../../theme/number-format';
import type { FieldGroup, ParameterField } from './fields';
import { shownDraft } from './model';
import css from './quoting.module.css';
import type { Staging } from './staging';

interface ColumnProps {
  readonly view: QuotingView;
  readonly staging: Staging;
}

const sources = [
  { value: 'microprice', label: 'micro', title: 'Mid weighted by the opposite quantities' },
  { value: 'mid', label: 'mid', title: 'Middle of best bid and ask' },
] as const;

function Source({ view, staging }: ColumnProps) {
  const shown = shownDraft(view, staging.edits).fairValueSource;
  return (
    <div className={css['field']}>
      <span>source</span>
      <span className={css['engine']}>{view.parameters.fairValueSource === 'microprice' ? 'micro' : 'mid'}</span>
      <span className={css['source']} data-draft={shown === view.parameters.fairValueSource ? undefined : ''}>
        <Segmented
          label="Fair value source"
          options={sources}
          value={shown}
          onChange={(fairValueSource) => staging.edit({ fairValueSource })}
        />
      </span>
    </div>
  );
}

function Field({ view, staging, field }: ColumnProps & { readonly field: ParameterField }) {
  const engine = view.parameters[field.key];
  const shown = shownDraft(view, staging.edits)[field.key];
  return (
    <div className={css['field']} title={field.title}>
      <span>{field.label}</span>
      <span className={css['engine']}>
        <Num value={engine} decimals={decimalsToWrite(engine, field.range.decimals)} />
      </span>
      <NumberField
        label={`${field.label} ${field.unit}`}
        value={shown}
        range={field.range}
        isDraft={shown !== engine}
        isPending={field.key in staging.edits}
        onChange={(value) => staging.edit({ [field.key]: value })}
      />
      <span className={css['unit']}>{field.unit}</span>
    </div>
  );
}

/** One column of groups. */
export function ParameterColumn({ view, staging, groups }: ColumnProps & { readonly groups: readonly FieldGroup[] }) {
  return (
    <div className={css['parameters']}>
      <div className={`${css['field']} ${css['headings']}`}>
        <span />
        <span className={css['engine']}>engine</span>
        <span className={css['engine']}>draft</span>
      </div>
      {groups.map((group) => (
        <div key={group.title} role="group" aria-label={group.title}>
          <div className={css['group']}>{group.title}</div>
          {group.hasSource && <Source view={view} staging={staging} />}
          {group.fields.map((field) => (
            <Field key={field.key} view={view} staging={staging} field={field} />
          ))}
        </div>
      ))}
    </div>
  );
}
