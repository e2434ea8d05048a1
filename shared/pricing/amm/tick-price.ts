/** Ticks of a concentrated pool and their square-root prices in Q64.96, bit for bit. */

/** Ticks run from −887272 to 887272; each is a factor of 1.0001 on the price. */
const MAX_TICK = 887272;

const Q32 = 1n << 32n;
const Q128 = 1n << 128n;
const MAX_UINT256 = (1n << 256n) - 1n;

/** 2^128 / 1.0001^(2^i / 2), i = 0 … 19: the factors that the pool multiplies; part of its definition. */
const FACTORS: readonly bigint[] = [
  0xfffcb933bd6fad37aa2d162d1a594001n,
  0xfff97272373d413259a46990580e213an,
  0xfff2e50f5f656932ef12357cf3c7fdccn,
  0xffe5caca7e10e4e61c3624eaa0941cd0n,
  0xffcb9843d60f6159c9db58835c926644n,
  0xff973b41fa98c081472e6896dfb254c0n,
  0xff2ea16466c96a3843ec78b326b52861n,
  0xfe5dee046a99a2a811c461f1969c3053n,
  0xfcbe86c7900a88aedcffc83b479aa3a4n,
  0xf987a7253ac413176f2b074cf7815e54n,
  0xf3392b0822b70005940c7a398e4b70f3n,
  0xe7159475a2c29b7443b29c7fa6e889d9n,
  0xd097f3bdfd2022b8845ad8f792aa5825n,
  0xa9f746462d870fdf8a65dc1f90e061e5n,
  0x70d869a156d2a1b890bb3df62baf32f7n,
  0x31be135f97d08fd981231505542fcfa6n,
  0x9aa508b5b7a84e1c677de54f3e99bc9n,
  0x5d6af8dedb81196699c329225ee604n,
  0x2216e584f5fa1ea926041bedfe98n,
  0x48a170391f7dc42444e8fa2n,
];

/** √(1.0001^tick)·2^96, rounded up in the last of 96 bits as the pool does. `null` for a tick outside the range. */
export function sqrtPriceAtTick(tick: number): bigint | null {
  if (!Number.isInteger(tick) || Math.abs(tick) > MAX_TICK) return null;
  const steps = Math.abs(tick);
  let ratio = Q128;
  FACTORS.forEach((factor, bit) => {
    if ((steps & (1 << bit)) !== 0) ratio = (ratio * factor) >> 128n;
  });
  if (tick > 0) ratio = MAX_UINT256 / ratio;
  return ratio / Q32 + (ratio % Q32 > 0n ? 1n : 0n);
}

/** The greatest tick whose square-root price does not exceed this one. `null` outside the range of ticks. */
export function tickAtSqrtPrice(sqrtPrice: bigint): number | null {
  const isAtMost = (tick: number): boolean => (sqrtPriceAtTick(tick) ?? sqrtPrice) <= sqrtPrice;
  // The highest price itself belongs to no tick, as in the pool.
  if (!isAtMost(-MAX_TICK) || isAtMost(MAX_TICK)) return null;
  let [low, high] = [-MAX_TICK, MAX_TICK];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isAtMost(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/** √(quote/base)·2^96, rounded down, from whole amounts. `null` unless both are positive. */
export function sqrtPriceOfRatio(quote: bigint, base: bigint): bigint | null {
  return quote > 0n && base > 0n ? floorRoot((quote << 192n) / base) : null;
}

function floorRoot(value: bigint): bigint {
  if (value < 2n) return value;
  let root = 1n << BigInt(Math.ceil(value.toString(2).length / 2));
  for (;;) {
    const next = (root + value / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}
