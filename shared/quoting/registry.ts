/** The one table of quoting models: adding a model is a folder and a line here. */
import { avellanedaStoikov } from './models/avellaneda-stoikov';
import type { QuotingModelDefinition } from './quoting-model';
import type { QuotingParameters } from './quoting-parameters';

/** Every quoting model by its registry name; the compiler objects if a name has no model. */
export const quotingModels: Readonly<Record<QuotingParameters['model'], QuotingModelDefinition>> = {
  'avellaneda-stoikov': avellanedaStoikov,
};
