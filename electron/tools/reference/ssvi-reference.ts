/** Slices of a surface under the power law: slope, arbitrage bounds, total variance. */
import { isPowerLawFree, powerLawSlope, ssviBounds, ssviTotalVariance } from '../../../shared/pricing/surface/ssvi';
import type { TableChecker } from './checker';
import { exact, relative, uncomputed } from './comparison';
import type { TableRow } from './table';

const TOLERANCE = 1e-10;
const POINTS = [
  ['w_m0.3', -0.3],
  ['w_0', 0],
  ['w_p0.3', 0.3],
] as const;

function truth(row: TableRow, column: string): boolean {
  const text = row.text(column);
  if (text !== 'True' && text !== 'False') throw row.error(`expected True or False in ${column}, found "${text}"`);
  return text === 'True';
}

/** `ssvi_reference.csv`. */
export const ssviReference: TableChecker = {
  file: 'ssvi_reference.csv',
  columns: [
    'theta',
    'rho',
    'eta',
    'gamma',
    'phi',
    'theta_phi_1prho',
    'theta_phi2_1prho',
    'sufficient_no_butterfly',
    ...POINTS.map(([column]) => column),
    'powerlaw_eta_1prho_le_2',
  ],
  open: () => (row) => {
    const [theta, rho] = [row.number('theta'), row.number('rho')];
    const law = { eta: row.number('eta'), gamma: row.number('gamma') };
    const name = `θ=${theta} ρ=${rho} η=${law.eta}`;
    const phi = powerLawSlope(law, theta);
    const slice = { theta, rho, phi: phi ?? Number.NaN };
    const bounds = ssviBounds(slice);
    if (bounds === null) return [uncomputed(name)];
    return [
      relative(`${name} φ`, [phi, row.number('phi')], TOLERANCE),
      relative(`${name} θφ(1+|ρ|)`, [bounds.wing, row.number('theta_phi_1prho')], TOLERANCE),
      relative(`${name} θφ²(1+|ρ|)`, [bounds.curvature, row.number('theta_phi2_1prho')], TOLERANCE),
      exact(`${name} free of butterflies`, [bounds.isButterflyFree, truth(row, 'sufficient_no_butterfly')]),
      exact(`${name} power law`, [isPowerLawFree(law, rho), truth(row, 'powerlaw_eta_1prho_le_2')]),
      ...POINTS.map(([column, k]) => relative(`${name} ${column}`, [ssviTotalVariance(slice, k), row.number(column)], TOLERANCE)),
    ];
  },
};
