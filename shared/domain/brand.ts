/** Nominal typing: a number or string that cannot be mistaken for another of its kind. */

declare const brand: unique symbol;

/** `Value` marked as `Name`; made only by the constructor beside each brand. Dimensionless by itself. */
export type Brand<Value, Name extends string> = Value & { readonly [brand]: Name };
