/** The 75 faults that the desk must stand, in the words of the house: number, what happens, what the desk must do. */

/** One fault. */
export interface CatalogueFault {
  readonly number: number;
  readonly group: string;
  readonly name: string;
  readonly required: string;
}

const groups: Readonly<Record<string, string>> = {
  Network: `
 1 | the venue closes a connection | the book is invalid in the same tick; reconnect with jitter; reconcile before the next quote
 2 | a connection is half open: no data, no end | stale after its limit, then pull over another connection
 3 | one direction of a connection is dead | a missing answer makes the order unknown; asked for by client id, never sent again
 4 | latency steps up to seconds | late orders expire by themselves; quotes are pulled at the round-trip limit
 5 | channels overtake each other | every order of arrival leads to the same state
 6 | frames arrive twice | each fill is booked once
 7 | a frame is cut short or its text is broken | the socket is closed and the book is invalid
 8 | garbage, wrong types, endless numbers, huge depth, prototype keys | no crash; the frame is counted and set aside, the book untouched; too many lead to a new start
 9 | a change of the book is lost | seen with the next message; quotes pulled, book asked for again
10 | the snapshot is late, old or never comes | asked for again within a budget; no book until it is there
11 | data comes faster than it is decided on | queues are bounded, books merge, account news never does; quotes are pulled when the lag is too long
12 | HTTP 429 with a time to wait | data requests stop, cancels keep their reserve
13 | the address is banned for a time | HTTP stops, cancels go by socket, the trader is told
14 | an order times out or is answered with a server error | unknown, counts against every limit, resolved by asking; never sent twice
15 | a cancel times out or is answered with a server error | stays pending and is repeated until confirmed
16 | the name does not resolve, the address changes, a proxy refuses | pull through what is alive; reconnect by the usual policy
17 | a certificate is wrong or somebody is in between | refused, with no way around
18 | the wall clock is wrong or drifts | the offset is measured; beyond the limit no new orders
19 | the login expires in mid-session | renewed early; without one the private channel is invalid and quotes are pulled
20 | maintenance, shutdown of the venue, daily disconnect | quotes are pulled before; the way back is an ordinary reconnect
21 | all connections die, and come back one by one | reconnects are bounded; each is reconciled by itself`,
  Venue: `
22 | an order is rejected | said so and slowed down, never a loop
23 | the answer comes long after the order was given up | adopted, and canceled if no longer wanted
24 | a fill comes before the answer, or after the cancel | booked; the position is right
25 | a fill is told again, even hours or a restart later | booked once
26 | a fill races a cancel or an amendment | what is left is exact; no hedge too much
27 | a cancel is answered with "not found" | asked for by id and its fills fetched before it counts as gone
28 | more is filled than was ordered | booked as the truth, alarm, only reductions
29 | a list of orders is not complete yet | a young order is not given up
30 | the position differs from the venue's | alarm within one period, only reductions, a recorded correction
31 | orders of another tool or hand | shown as foreign, never canceled silently; the trader chooses "mine" or "all"
32 | the venue's market-maker protection fires | quotes count as gone; none before the freeze is over
33 | the venue's dead-man switch fires | the loss is adopted; halted
34 | an instrument expires while it is quoted | quoting stops before; the settlement is booked, open orders end
35 | tick, lot or contract size changes; listings come and go | noticed; quotes are rounded anew or stopped
36 | a crossed, empty, one-sided or negative book | set aside; no quote from it
37 | mark or index freezes, jumps or is no number | what depends on it is invalid; quotes are pulled
38 | funding spikes, fees change or turn negative | PnL stays exact; the trader is told
39 | the rate credits are used up | a reserve prevents it; if not, as a lost connection
40 | a subscription is acknowledged and silent | noticed for each channel
41 | the wrong network or the wrong account | endpoint and account are pinned to the profile; the window says loudly what is real
42 | the margin rules or the collateral change | the venue's own figure counts; more risk is refused`,
  'This machine': `
43 | the process is killed anywhere between intent and answer | nothing lost, nothing doubled; each live order is found again; halted
44 | the power fails | a torn last record is cut off; what was durable is there
45 | a bit of the journal flips | the chain notices; the desk stops and says so, nothing is skipped
46 | the disk is full, read-only or broken | new orders are blocked, pulling is not; alarm
47 | a sync of the disk fails | fatal for the file; halted
48 | a sync of the disk takes seconds | orders wait with a limit of age; pulling is not slowed
49 | the engine throws, rejects unheard or never returns | main notices missed beats, pulls by itself and starts it again, halted
50 | memory runs out | watched; quotes are pulled before, the engine is renewed
51 | the window crashes, hangs, reloads or is white | the engine goes on; the stop works from outside the window
52 | the main process hangs | the engine notices within seconds and pulls
53 | the graphics process crashes | the window comes back; the engine never noticed
54 | the machine sleeps and wakes | pulled before; halted after, also when nobody said that it slept
55 | the wall clock jumps, summer time, another zone | timers do not care; expiries are in UTC; signatures use the venue's time
56 | two desks on one journal or account | the second is refused; a twin elsewhere is noticed
57 | an old version opens a newer journal | refused; a migration copies first
58 | the journal is long or changes its file while trading | a restart stays quick
59 | file handles or sockets run out | alarm before; the way to pull is held ready
60 | settings, limits or the key store are damaged or tampered with | safe defaults: nothing allowed
61 | the system's key store is dead or locked | no keys: look, do not trade; said clearly
62 | an update arrives while armed | put off`,
  Trader: `
63 | ten or a hundred times too much, a misplaced point, a comma | soft limit, then hard limit; a confirmation shows notional and delta; commas are refused
64 | nothing, minus nothing, 1e309, digits of other scripts, megabytes | refused in the window and again in the engine, and recorded
65 | a key is held, a button clicked twice | one intent for one gesture
66 | the price moved under the finger | an order carries what was seen; refused beyond the slip
67 | the sign of a hedge or the unit of an inverse contract is wrong | a hedge only reduces and is shown first; the delta never grows
68 | the desk is closed or the session ends with live quotes | pulled and verified first
69 | the wrong window has the focus, a click falls through | dangerous actions need a window that has had the focus
70 | parameters change during a requote | quotes carry the old or the new ones, never both`,
  Security: `
71 | a name from the venue carries a script | it stays text: policy and trusted types stop it
72 | a message of another frame or sender | denied and logged
73 | a secret leaks | in no log, journal, setting, memory of the window or message
74 | a connection to an unknown host | refused, and a test notices
75 | a file of the desk was changed | it refuses to start, and says which`,
};

function decodeGroup([group, text]: readonly [string, string]): readonly CatalogueFault[] {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [number = '', name = '', required = ''] = line.split(' | ');
      return { number: Number(number), group, name, required };
    });
}

/** All of them, by number. */
export const catalogue: readonly CatalogueFault[] = Object.entries(groups).flatMap(decodeGroup);
