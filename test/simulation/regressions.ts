/** Schedules that once broke a promise, cut down to what was needed. */
import { ordinaryDay } from './market-day';
import { expiryOf, fault, type Regression } from './regression';

/** Newest last. */
export const regressions: readonly Regression[] = [
  {
    title: 'replays a lost connection to the same state: a step compared two equal objects by reference',
    seed: 147,
    schedule: [fault('venue unreachable', [5_664, 2_000, 1])],
  },
  {
    title: 'arms the dead-man switch once the venue lets it, after it was refused at the login',
    seed: 94,
    schedule: [
      fault('cancel refused as not open', [9_027, 4_080, 1_262_742_825]),
      fault('venue goes into maintenance', [9_091, 3_990, 2_001_140_845]),
      fault('login ended', [16_530, 3_240, 983_752_217]),
      fault('channels overtake each other', [25_847, 5_008, 609_132_833]),
    ],
  },
  {
    title: 'comes back to quoting after a start that did not know a contract it held',
    seed: 3_012,
    schedule: [
      fault('contract off the list for a while', [19_552, 6_858, 25_132_323]),
      fault('old fills told again after a restart', [23_464, 6_271, 5_305_065]),
    ],
  },
  {
    title: 'finds out what became of its orders after a start at which their contract was off the list',
    seed: 10_211,
    schedule: [fault('power lost', [9_116, 5_655, 1_005_096_716]), fault('contract off the list for a while', [9_216, 1_999, 977_734_114])],
  },
  {
    title: 'spares the order of another tool that a list of orders lacked',
    seed: 1_037,
    schedule: [
      fault('process killed on the way of an order', [13_947, 463, 1_431_921_423]),
      fault('rate credits used up', [14_178, 1_570, 2_087_716_154]),
      fault('order placed by another tool', [19_828, 1_402, 220_399_511]),
      fault('all connections closed, one by one', [19_832, 854, 2_095_536_086]),
      fault('orders listed in part', [23_064, 6_167, 733_601_370]),
      fault('trader cancels', [25_697, 1_721, 599_282_460]),
    ],
  },
  {
    title: 'opens no account on positions that a fill raced, and quotes again after a kill',
    seed: 809_423,
    schedule: [
      fault('trader reconnects', [4_807, 3_356, 2_102_847_151]),
      fault('process killed on the way of an order', [5_753, 13_055, 1_798_462_100]),
      fault('book snapshot lost', [6_972, 380, 1_693_973_926]),
    ],
  },
  {
    title: 'quotes nothing at the word of a trader that is the first thing heard after a sleep',
    seed: 805_089,
    schedule: [
      fault('trader turns trading on and off', [24_509, 1_816, 158_210_360]),
      fault('machine sleeps for hours', [25_860, 305, 104_986_904]),
    ],
  },
  {
    title: 'signs in again after a machine slept between a question for the time and its answer',
    seed: 803_089,
    schedule: [
      fault('crossed book', [22_184, 4_644, 1_928_271_865]),
      fault('trader reconnects', [23_151, 6_621, 2_034_991_792]),
      fault('trader reconnects', [24_882, 2_723, 602_892_044]),
      fault('machine sleeps for hours', [24_901, 3_633, 926_908_155]),
    ],
  },
  {
    title: 'spares the order of another tool that the lists of a pull lacked, one after the other',
    seed: 408_613,
    schedule: [
      fault('a byte of the journal flips', [8_708, 1_857, 635_099_688]),
      fault('orders listed in part', [14_903, 3_554, 1_257_313_806]),
      fault('order placed by another tool', [17_427, 374, 1_315_422_767]),
      fault('login ended', [17_497, 1_647, 700_801_545]),
      fault('trader leaves the venue', [18_585, 1_253, 144_236_689]),
    ],
  },
  {
    title: 'does not send a hedge whose work a fill has done while it waited for our own quotes to leave its way',
    seed: 20_009,
    schedule: [
      fault('private frames never sent', [5_504, 3_635, 1_863_887_416]),
      fault('trader quits', [6_148, 4_750, 1_721_200_426]),
      fault('cancel refused as not open', [14_363, 3_741, 361_771_043]),
      fault('hedge', [18_391, 496, 621_479_281]),
      fault('latency steps up', [19_079, 3_087, 2_147_036_441]),
      fault('trader leaves the venue', [19_327, 6_184, 2_059_607_871]),
    ],
  },
  {
    title: 'quotes nothing at a command that is the first thing heard after a hang',
    seed: 20_448,
    schedule: [fault('process hangs', [7_320, 2_366, 533_229_139]), fault('trader changes parameters', [10_863, 3_110, 264_681_448])],
  },
  {
    title: 'closes each position toward its own zero, though their sum has the other sign',
    seed: 102_202,
    schedule: [
      fault('hedge', [9_647, 3_276, 1_117_735_967]),
      fault('hedge', [12_096, 2_067, 851_788_914]),
      fault('market data does not come back', [13_623, 899, 911_910_741]),
      fault('trader flattens all', [17_969, 4_566, 572_621_880]),
    ],
  },
  {
    title: 'gets market data back after a contract expired that it had asked for: the venue knows its channels no more',
    seed: 11,
    schedule: [fault('venue unreachable', [30_000, 1_000, 1])],
    day: expiryOf(11),
  },
  {
    title: 'sends no hedge by hand while a flatten closes the positions that it is for',
    seed: 200_660,
    schedule: [
      fault('venue goes into maintenance', [4_454, 3_048, 1_590_798_011]),
      fault('trader flattens all', [20_240, 761, 1_608_428_778]),
      fault('book change lost', [20_408, 7_241, 1_730_542_738]),
      fault('latency steps up', [20_799, 3_815, 1_392_369_068]),
      fault('hedge', [22_459, 1_150, 884_397_104]),
    ],
  },
  {
    title: 'gets its book back when prices go by a finer step than the one that was listed',
    seed: 500_047,
    schedule: [fault('tick size changes', [12_765, 1_637, 296_606_159])],
    day: { ...ordinaryDay, hasFineUnit: true },
  },
  {
    title: 'does not reject its quotes one by one when prices go by a coarser step than the one that was listed',
    seed: 500_047,
    schedule: [fault('tick size changes', [12_000, 1_000, 4])],
  },
  {
    title: 'is not asked to tell an invented bid from a true one in a book that lost all its asks at once',
    seed: 500_602,
    schedule: [
      fault('market data does not come back', [9_777, 1_548, 1_068_092_355]),
      fault('power lost', [12_001, 1_984, 147_056_646]),
      fault('machine sleeps for hours', [16_300, 437, 2_073_165_147]),
      fault('process killed', [19_127, 1_774, 837_317_117]),
      fault('process killed', [21_755, 3_010, 2_103_877_658]),
      fault('crossed book', [23_845, 1_140, 1_383_381_011]),
      fault('contract off the list for a while', [26_357, 4_746, 1_250_108_991]),
    ],
  },
  {
    title: 'quotes nothing at the word of an order that is the first thing heard after a hang',
    seed: 801_127,
    schedule: [
      fault('machine sleeps for hours', [5_691, 3_875, 28_356_805]),
      fault('tick size changes', [11_398, 2_954, 1_386_758_202]),
      fault('process hangs', [12_264, 3_614, 682_300_421]),
    ],
  },
  {
    title: 'does not wait for the repair of a book that was begun without a connection',
    seed: 1_000_484,
    day: { ...ordinaryDay, hasFineUnit: true },
    schedule: [
      fault('orders canceled by the venue', [6_162, 5_043, 558_189_941]),
      fault('process killed', [9_332, 8_756, 2_036_136_607]),
      fault('order late', [11_601, 4_022, 1_650_586_897]),
      fault('double click', [14_192, 4_778, 391_805_167]),
      fault('hedge', [14_825, 2_663, 1_291_029_783]),
      fault('half-open connection', [14_991, 235, 1_291_883_453]),
      fault('order placed by another tool', [20_966, 1_494, 1_203_843_318]),
      fault('frames are garbage', [24_045, 1_644, 484_823_518]),
      fault('tick size changes', [24_128, 3_133, 1_760_122_031]),
      fault('process killed', [25_694, 685, 1_290_144_786]),
      fault('tick size changes', [25_983, 10_079, 1_000_202_934]),
    ],
  },
  {
    title: 'is not told to know a mark before the exchange said it, after a sleep that shifted the ticks onto the judge',
    seed: 1_001_632,
    schedule: [
      fault('channels overtake each other', [11_816, 1_059, 616_857_756]),
      fault('power lost', [11_901, 1_328, 374_696_032]),
      fault('machine sleeps for hours', [14_246, 1_479, 1_147_880_506]),
      fault('hedge', [17_974, 2_320, 747_504_760]),
    ],
  },
  {
    title: 'opens no account on positions of before a fill that only the same reading tells of',
    seed: 1_004_189,
    schedule: [fault('power lost', [8_181, 1_554, 1_679_188_966])],
  },
  {
    title: 'believes no book again that was crossed when all its asks leave and the wrong bid stays',
    seed: 900_904,
    schedule: [
      fault('crossed book', [7_963, 1_539, 1_274_279_081]),
      fault('contract off the list for a while', [8_236, 1_704, 31_670_701]),
      fault('market bursts', [8_262, 897, 1_804_032_885]),
    ],
  },
  {
    title: 'books no execution of before an opening at which its contract was off the list and its journal lost',
    seed: 807_301,
    schedule: [
      fault('machine sleeps for hours', [10_165, 4_507, 967_884_413]),
      fault('trader flattens the delta', [10_831, 1_909, 1_328_518_010]),
      fault('rate credits used up', [12_887, 909, 1_483_999_219]),
      fault('contract off the list for a while', [17_946, 5_112, 2_076_078_875]),
      fault('a byte of the journal flips', [21_550, 3_248, 1_265_064_247]),
    ],
  },
  {
    title: 'opens flat where the venue holds nothing although a fill was told before the opening',
    seed: 1_042_072,
    schedule: [fault('process killed on the way of an order', [6_026, 3_101, 1_474_552_134])],
  },
  {
    title: 'quotes a contract again soon after it comes back to the list that it was missing from at a reconnection',
    seed: 1_100_436,
    schedule: [
      fault('contract off the list for a while', [8_720, 3_010, 1_273_120_692]),
      fault('machine sleeps for hours', [11_094, 856, 1_170_481_791]),
    ],
  },
  {
    title: 'may trade where it left before the exchange had confirmed that nothing rests, once it is back',
    seed: 14_002_733,
    schedule: [fault('process hangs', [12_785, 7_155, 1_806_988_711]), fault('trader leaves the venue', [20_739, 9_676, 542_162_855])],
  },
  {
    title: 'is told that a lane is lost before it hears of the books one by one, and quotes on none of them in between',
    seed: 18_001_268,
    day: { ...ordinaryDay, premium: -0.0015, second: 'ETH-PERPETUAL' },
    schedule: [fault('market data does not come back', [5_021, 1_711, 1_647_511_731])],
  },
  {
    title: 'spares the order of another tool that it heard of between the last list of a pull and the loss of its stream',
    seed: 18_000_438,
    day: { ...ordinaryDay, premium: 0.0015 },
    schedule: [
      fault('frames are garbage', [5_517, 3_659, 995_807_229]),
      fault('sync fails', [7_505, 7_428, 1_855_710_885]),
      fault('order placed by another tool', [8_640, 292, 630_710_721]),
      fault('rate credits used up', [9_471, 352, 968_386_628]),
    ],
  },
  {
    title: 'does not call a venue empty at the word of two lists that lack an order whose cancel nobody answered',
    seed: 24_001_747,
    schedule: [
      fault('order placed by another tool', [12_728, 548, 829_490_933]),
      fault('order accepted, answer lost', [13_799, 689, 97_895_074]),
      fault('order placed by another tool', [14_402, 856, 1_610_042_243]),
      fault('trader flattens the delta', [17_934, 7_698, 177_532_156]),
      fault('sync fails', [18_272, 317, 787_119_750]),
      fault('orders rejected', [18_648, 605, 1_328_016_825]),
      fault('orders listed in part', [18_874, 2_099, 1_909_976_436]),
      fault('orders listed in part', [19_507, 1_871, 922_107_779]),
      fault('cancel lost or failed', [24_321, 4_587, 1_777_894_793]),
      fault('trader quits', [24_933, 3_089, 1_420_380_703]),
    ],
  },
  {
    title: 'is told every change of a book that stood still while the exchange was to fill beyond an order',
    seed: 25_004_015,
    schedule: [
      fault('venue unreachable', [6_261, 1_598, 789_719_921]),
      fault('rate credits used up', [17_389, 6_681, 257_929_225]),
      fault('disk stalls', [17_852, 3_318, 601_318_105]),
      fault('cancel lost or failed', [19_052, 2_897, 993_407_189]),
      fault('book frozen', [25_178, 2_157, 817_851_110]),
      fault('order filled beyond its quantity', [26_244, 2_700, 1_643_664_607]),
    ],
  },
  {
    title: 'quotes again a book that left the list while it stood still',
    seed: 25_007_884,
    schedule: [
      fault('disk gives errors', [14_844, 684, 1_578_194_435]),
      fault('book frozen', [24_140, 3_719, 1_608_637_436]),
      fault('contract off the list for a while', [26_006, 14_783, 673_887_694]),
    ],
  },
];
