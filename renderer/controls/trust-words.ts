/** One sentence on how far a number may be believed and where its worst input comes from: the same for every panel. */
/** What the sentence is made of; ages stand beside numbers, not in it, so that it changes only when something happened. */
export interface TrustFacts {
  readonly state: string;
  readonly isReconciled: boolean;
  readonly source: string;
  readonly reason: string;
}

/** For tooltips and accessible descriptions: `live, reconciled with the venue. Worst input: deribit practice: order book of BTC-PERPETUAL.` */
export function describeTrust({ state, isReconciled, source, reason }: TrustFacts): string {
  const sentences = [
    `${state}, ${isReconciled ? 'reconciled with the venue' : 'not reconciled with the venue'}`,
    ...(source === '' ? [] : [`Worst input: ${source}`]),
    ...(reason === '' ? [] : [reason]),
  ];
  return sentences.map((each) => (each.endsWith('.') ? each : `${each}.`)).join(' ');
}
