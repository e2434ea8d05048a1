/** Schedules after which the profit of the day, or its judge, was once wrong, cut down to what was needed. */
import { ordinaryDay } from './market-day';
import { expiryAt, fault, type Regression } from './regression';

/** Newest last. */
export const profitRegressions: readonly Regression[] = [
  {
    title: 'judges no profit by what a life read after its journal had ended',
    seed: 1_100_631,
    schedule: [
      fault('trader pauses a side', [4_884, 4_772, 535_880_342]),
      fault('power lost', [7_871, 6_046, 1_036_457_430]),
      fault('disk gives errors', [9_449, 974, 1_540_171_351]),
    ],
  },
  {
    title: 'books funding exactly over a settlement that the figure outgrew before it was read again',
    seed: 1_101_305,
    day: expiryAt(1_782_460_781_907, -153, { premium: 0.004 }),
    schedule: [fault('disk full', [8_349, 2_313, 337_548_483]), fault('order traded by hand elsewhere', [19_423, 493, 224_055_904])],
  },
  {
    title: 'books funding exactly although its small figure fell by itself beside a settlement',
    seed: 1_101_830,
    day: expiryAt(1_782_460_783_317, 106),
    schedule: [
      fault('one direction dead', [12_692, 516, 1_256_570_632]),
      fault('trader quits', [13_625, 2_904, 438_101_948]),
      fault('index jumps', [27_994, 6_718, 1_889_665_008]),
    ],
  },
  {
    title: 'books funding exactly although it was first read in the moment before the exchange settled',
    seed: 2_001_329,
    day: expiryAt(1_782_460_793_409, 15, { hasFineUnit: true, premium: 0.0015 }),
    schedule: [],
  },
  {
    title: 'is told of a settlement by the exchange also while the contract is off its list',
    seed: 3_002_788,
    day: expiryAt(1_782_460_781_786, 65, { premium: -0.0015 }),
    schedule: [fault('contract off the list for a while', [16_545, 7_893, 591_622_811])],
  },
  {
    title: 'counts an execution in the profit of the day that the session before never heard of in its last hours',
    seed: 3_004_469,
    day: { ...ordinaryDay, hasFineUnit: true, premium: 0.0015 },
    schedule: [
      fault('half-open connection', [4_538, 257, 1_103_895_295]),
      fault('frames are garbage', [14_091, 1_263, 997_699_163]),
      fault('network stalls', [16_161, 5_816, 1_925_626_869]),
      fault('order traded by hand elsewhere', [16_669, 2_699, 477_513_740]),
      fault('trader quits', [19_810, 1_145, 2_119_944_098]),
      fault('machine sleeps for hours', [21_588, 520, 2_060_072_144]),
    ],
  },
  {
    title: 'says that the profit of the day lacks what was executed unseen in a contract that is off the list at the start',
    seed: 18_001_621,
    schedule: [
      fault('exchange silent', [5_651, 3_418, 156_278_127]),
      fault('orders listed in part', [5_776, 3_521, 125_346_975]),
      fault('latency steps up', [7_464, 7_430, 1_855_260_173]),
      fault('started with a wrong clock', [8_597, 528, 816_020_754]),
      fault('venue goes into maintenance', [9_868, 1_859, 1_287_031_278]),
      fault('latency steps up', [9_957, 574, 127_899_029]),
      fault('contract off the list for a while', [16_517, 1_761, 2_053_308_622]),
    ],
  },
  {
    title: 'books funding exactly although the figure came to the same to the last decimal again after a settlement',
    seed: 23_000_677,
    day: expiryAt(1_782_460_782_151, 180, { premium: 0.0015 }),
    schedule: [
      fault('fills never told', [8_998, 6_216, 139_103_942]),
      fault('coin locked', [10_240, 1_920, 125_757_014]),
      fault('venue goes into maintenance', [12_786, 1_896, 605_686_709]),
      fault('process killed on the way of an order', [23_345, 2_219, 938_535_511]),
    ],
  },
];
