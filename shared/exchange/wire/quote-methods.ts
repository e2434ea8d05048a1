/** Placeholder */
import type { MethodTable } from './method';
/** x */
export const QUOTE_METHODS: MethodTable = {};
