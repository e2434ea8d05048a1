/** Checks a command from a window against the one table of commands. */
import * as v from 'valibot';
import { commands, type Authority, type CommandName } from '../../../shared/contract/commands';
import { commandIdSchema } from '../../../shared/contract/engine-messages';
import { topicNames, type TopicName } from '../../../shared/contract/topics';
import { fail, ok, type Result } from '../../../shared/domain/result';

/** One is told; looking for all of them in a list of thousands would hold this process up. */
const FIRST_PROBLEM_ONLY = { abortEarly: true } as const;

export interface CheckedCommand {
  readonly id: string;
  readonly name: CommandName;
  readonly args: unknown;
  readonly authority: Authority;
}

export function checkCommand(id: unknown, name: unknown, args: unknown): Result<CheckedCommand, string> {
  const checkedId = v.safeParse(commandIdSchema, id);
  if (!checkedId.success) return fail(`expected a UUID as command id, found ${describe(id)}`);
  if (!isCommandName(name)) return fail(`expected the name of a command, found ${describe(name)}`);
  const entry = commands[name];
  const checkedArgs = v.safeParse(entry.args, args, FIRST_PROBLEM_ONLY);
  if (!checkedArgs.success) return fail(`command ${name}: ${explain(checkedArgs.issues)}`);
  return ok({ id: checkedId.output, name, args: checkedArgs.output, authority: entry.authority });
}

export function checkTopic(topic: unknown): Result<TopicName, string> {
  const known = topicNames.find((name) => name === topic);
  return known ? ok(known) : fail(`expected the name of a topic, found ${describe(topic)}`);
}

function isCommandName(name: unknown): name is CommandName {
  // Own keys only: "constructor" or "__proto__" are no commands.
  return typeof name === 'string' && Object.hasOwn(commands, name);
}

function explain(issues: readonly v.BaseIssue<unknown>[]): string {
  const issue = issues[0];
  if (!issue) return 'the arguments are not as expected';
  const path = issue.path?.map((item) => String(item.key)).join('.') ?? '';
  return `expected ${issue.expected ?? 'a valid value'}${path ? ` at ${path}` : ''}, found ${issue.received.slice(0, 80)}`;
}

function describe(value: unknown): string {
  return typeof value === 'string' ? `"${value.slice(0, 60)}"` : `a value of type ${value === null ? 'null' : typeof value}`;
}
