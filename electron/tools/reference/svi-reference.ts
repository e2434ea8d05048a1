/** Smiles in raw parameters: variance, volatility and density factor, and the same smile through the other two languages. */
import { butterflyIntervals, isSviValid, sviDensityFactor, sviTotalVariance, type SviRaw } from '../../../shared/pricing/surface/svi';
import { fromJumpWings, fromNatural, repairButterfly, toJumpWings, toNatural } from '../../../shared/pricing/surface/svi-parameters';
import type { TableChecker } from './checker';
import { exact, printed, relative, uncomputed, type Comparison } from './comparison';
import type { TableRow } from './table';

const TOLERANCE = 1e-10;

/** Where the density of Vogt's published smile is negative, as the table's description states it. */
const VOGT_NEGATIVE: readonly [string, string] = ['0.6424078779', '1.256912992'];

function rawOf(row: TableRow): SviRaw {
  return { a: row.number('a'), b: row.number('b'), rho: row.number('rho'), m: row.number('m'), sigma: row.number('sigma') };
}

/** Jump-wings say nothing of how sharp a smile is whose lowest point lies at the money; nearer than this they say it too roughly. */
const LEAST_RISE = 1e-5;

function compareJumpWings(name: string, raw: SviRaw, row: TableRow): readonly Comparison[] {
  const wings = toJumpWings(raw, 1);
  if (wings !== null && wings.variance - wings.lowestVariance < LEAST_RISE * wings.variance) return [];
  const back = wings && fromJumpWings(wings);
  const variance = back && sviTotalVariance(back, row.number('k'));
  return [relative(`${name} w through jump-wings`, [variance, row.number('w')], TOLERANCE)];
}

function compareVogt(raw: SviRaw): readonly Comparison[] {
  const intervals = butterflyIntervals(raw, { from: -3, to: 3, steps: 600 });
  const [interval] = intervals;
  if (interval === undefined || intervals.length !== 1) return [uncomputed('vogt: one interval of negative density')];
  return interval.map((end, index) => printed(`vogt interval end ${index + 1}`, [end, VOGT_NEGATIVE[index === 0 ? 0 : 1]], TOLERANCE));
}

/** The set named c′ is Vogt's smile repaired by jump-wings. */
function compareRepair(raw: SviRaw, vogt: SviRaw | null): readonly Comparison[] {
  const repaired = vogt && repairButterfly(vogt, 1);
  const names = ['a', 'b', 'rho', 'm', 'sigma'] as const;
  return names.map((name) => relative(`repaired ${name}`, [repaired?.[name], raw[name]], TOLERANCE));
}

/** `svi_reference.csv`: total variance, volatility for one year, density factor g. */
export const sviReference: TableChecker = {
  file: 'svi_reference.csv',
  columns: ['set', 'a', 'b', 'rho', 'm', 'sigma', 'k', 'w', 'impl_vol_T1', 'g'],
  open: (_, rows) => {
    const vogtRow = rows.find((row) => row.text('set') === 'vogt');
    const vogt = vogtRow === undefined ? null : rawOf(vogtRow);
    return (row) => {
      const raw = rawOf(row);
      const k = row.number('k');
      const w = row.number('w');
      const name = `${row.text('set')} k=${k}`;
      const variance = sviTotalVariance(raw, k);
      const natural = toNatural(raw);
      const back = natural && fromNatural(natural);
      return [
        exact(`${name} valid`, [isSviValid(raw), true]),
        relative(`${name} w`, [variance, w], TOLERANCE),
        relative(`${name} volatility`, [variance === null ? null : Math.sqrt(variance), row.number('impl_vol_T1')], TOLERANCE),
        relative(`${name} g`, [sviDensityFactor(raw, k), row.number('g')], TOLERANCE),
        relative(`${name} w through natural`, [back && sviTotalVariance(back, k), w], TOLERANCE),
        ...compareJumpWings(name, raw, row),
        ...(row.text('set') === 'vogt' ? compareVogt(raw) : []),
        ...(row.text('set') === 'vogt_c_prime' && vogt !== null ? compareRepair(raw, vogt) : []),
      ];
    };
  },
};
