/** Placeholder */
import type { MethodTable } from './method';
/** x */
export const PORTFOLIO_METHODS: MethodTable = {};
