/** exp, log and the normal tail for several numbers at once, branch-free, to about one unit in the sixteenth digit. */
import { vector, shiftLeft, shiftRight, type Expression, type VectorLoop } from './vector-program';

const { add, subtract, multiply, divide, least, greatest, absolute, isLess, select, and, or, addBits } = vector;

/** c₀ + c₁x + c₂x² + …, as two interleaved Horner chains so that neither waits for the other. */
function polynomial(loop: VectorLoop, x: Expression, coefficients: readonly number[]): Expression {
  const square = loop.keep(multiply(x, x));
  const chain = (parity: number): Expression =>
    coefficients
      .filter((_, power) => power % 2 === parity)
      .reduceRight<Expression | null>(
        (sum, value) => (sum === null ? loop.constant(value) : add(multiply(sum, square), loop.constant(value))),
        null,
      ) ?? loop.constant(0);
  return add(chain(0), multiply(loop.keep(chain(1)), x));
}

const LOG2_E = 1.4426950408889634;
/** ln 2 in two parts, so that k·ln 2 loses nothing for the k that occur. */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
/** 1.5·2⁵²: adding it leaves the nearest whole number in the low bits. */
const ROUNDER = 6755399441055744;
const SMALLEST_EXPONENT = -708;

/** 1/n! for the Taylor series of exp on |x| ≤ ln 2 / 2; the first one left out is below 2e-16 of the result. */
const EXP_SERIES = Array.from({ length: 13 }, (_, power) => {
  let factorial = 1;
  for (let factor = 2; factor <= power; factor++) factorial *= factor;
  return 1 / factorial;
});

/** eˣ for x ≤ 700; below −708 as at −708, which is less than any price. */
export function exponential(loop: VectorLoop, x: Expression): Expression {
  const bounded = loop.keep(greatest(x, loop.constant(SMALLEST_EXPONENT)));
  const shifted = loop.keep(add(multiply(bounded, loop.constant(LOG2_E)), loop.constant(ROUNDER)));
  const whole = loop.keep(subtract(shifted, loop.constant(ROUNDER)));
  const rest = loop.keep(subtract(subtract(bounded, multiply(whole, loop.constant(LN2_HIGH))), multiply(whole, loop.constant(LN2_LOW))));
  const series = loop.keep(polynomial(loop, rest, EXP_SERIES));
  return loop.keep(addBits(series, shiftLeft(shifted, 52)));
}

/** 2/(2k+1): ln((1+s)/(1−s)) = 2s + s·Σ…; for |s| ≤ 0.1716 the first one left out is below 1e-17. */
const LOG_SERIES = Array.from({ length: 9 }, (_, power) => 2 / (2 * power + 3));
const ONE_BITS = 0x3ff0000000000000n;
/** The bits of √½, from which a mantissa counts as the next power's. */
const ROOT_HALF_BITS = 0x3fe6a09e667f3bcdn;
const MANTISSA = 0x000fffffffffffffn;
/** 2⁵² in bits: an integer or-ed into it reads as 2⁵² + that integer. */
const TWO_TO_52_BITS = 0x4330000000000000n;
/** 2⁵² plus the bias that keeps the exponent positive. */
const EXPONENT_OFFSET = 4503599627370496 + 1023;

/**
 * ln x of a positive normal number: exponent and mantissa in [√½, √2), the latter by the series in s = f/(2+f). `excess` is x − 1 as
 * whoever made x out of two neighbours knows it, before x itself was rounded.
 */
export function logarithm(loop: VectorLoop, x: Expression, excess: Expression): Expression {
  const raised = loop.keep(addBits(x, loop.bits(ONE_BITS - ROOT_HALF_BITS)));
  const exponent = loop.keep(subtract(or(shiftRight(raised, 52), loop.bits(TWO_TO_52_BITS)), loop.constant(EXPONENT_OFFSET)));
  const mantissa = loop.keep(addBits(and(raised, loop.bits(MANTISSA)), loop.bits(ROOT_HALF_BITS)));
  const isNearOne = isLess(absolute(exponent), loop.constant(0.5));
  const f = loop.keep(select(excess, subtract(mantissa, loop.constant(1)), isNearOne));
  const s = loop.keep(divide(f, add(f, loop.constant(2))));
  const square = loop.keep(multiply(s, s));
  // ln(1+f) = f − s·(f − square·series): f is exact, so that the digits near 1 are kept.
  const series = loop.keep(multiply(square, polynomial(loop, square, LOG_SERIES)));
  const mantissaLog = loop.keep(subtract(f, multiply(s, subtract(f, series))));
  return loop.keep(add(multiply(exponent, loop.constant(LN2_HIGH)), add(mantissaLog, multiply(exponent, loop.constant(LN2_LOW)))));
}

const SQRT_HALF = 0.7071067811865476;
/** Beyond this the tail is below the least number. */
const FARTHEST = 28;

/**
 * (a + 5/2)·exp(a²)·erfc(a) as a polynomial in x = 33/28 − (305/56)/(a + 5/2) on 0 ≤ a ≤ 28: Chebyshev interpolation of degree 20
 * computed with 60 digits, relative error below 5.3e-16.
 */
const SCALED_TAIL = [
  1.1231321251412865, -0.8102338805173187, 0.41896396491016463, -0.1392154773531677, 0.017364197180667333, 0.006963881374592872,
  -0.002656851779352586, -0.0004829378991266203, 0.0003167201531560157, 6.549579265240517e-5, -3.743940206355282e-5, -1.3114546142262448e-5,
  3.623626560000641e-6, 2.669180795915643e-6, -2.8299928843781597e-8, -4.5923856474617505e-7, -1.0793553178587389e-7, 5.68088365721617e-8,
  2.9828891232712565e-8, -3.6482897998960118e-9, -3.469581736915847e-9,
];
const SHIFT = 2.5;

/** Φ(x) where `bell` is exp(−x²/2): the tail on the far side of zero, and one minus it on the other. */
export function normalDistributionOf(loop: VectorLoop, x: Expression, bell: Expression): Expression {
  const distance = loop.keep(least(multiply(absolute(x), loop.constant(SQRT_HALF)), loop.constant(FARTHEST)));
  const inverse = loop.keep(divide(loop.constant(1), add(distance, loop.constant(SHIFT))));
  const place = loop.keep(subtract(loop.constant(33 / 28), multiply(loop.constant(305 / 56), inverse)));
  const scaled = polynomial(loop, place, SCALED_TAIL);
  const tail = loop.keep(multiply(multiply(scaled, inverse), multiply(bell, loop.constant(0.5))));
  return loop.keep(select(tail, subtract(loop.constant(1), tail), isLess(x, loop.constant(0))));
}
