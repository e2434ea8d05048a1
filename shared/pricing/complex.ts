/** The few operations on complex numbers that a characteristic function needs. */

/** re + i·im. */
export interface Complex {
  readonly re: number;
  readonly im: number;
}

/** a + b. */
export function add(a: Complex, b: Complex): Complex {
  return { re: a.re + b.re, im: a.im + b.im };
}

/** a − b. */
export function subtract(a: Complex, b: Complex): Complex {
  return { re: a.re - b.re, im: a.im - b.im };
}

/** factor·a. */
export function scale(a: Complex, factor: number): Complex {
  return { re: a.re * factor, im: a.im * factor };
}

/** a·b. */
export function multiply(a: Complex, b: Complex): Complex {
  return { re: a.re * b.re - a.im * b.im, im: a.re * b.im + a.im * b.re };
}

/** a/b; not a number for b = 0. */
export function divide(a: Complex, b: Complex): Complex {
  const square = b.re * b.re + b.im * b.im;
  return { re: (a.re * b.re + a.im * b.im) / square, im: (a.im * b.re - a.re * b.im) / square };
}

/** The root with a non-negative real part. */
export function squareRoot(a: Complex): Complex {
  const radius = Math.hypot(a.re, a.im);
  const re = Math.sqrt(Math.max(0, 0.5 * (radius + a.re)));
  return { re, im: (a.im < 0 ? -1 : 1) * Math.sqrt(Math.max(0, 0.5 * (radius - a.re))) };
}

/** e^a. */
export function exponential(a: Complex): Complex {
  const radius = Math.exp(a.re);
  return { re: radius * Math.cos(a.im), im: radius * Math.sin(a.im) };
}

/** Principal logarithm. */
export function logarithm(a: Complex): Complex {
  return { re: Math.log(Math.hypot(a.re, a.im)), im: Math.atan2(a.im, a.re) };
}
