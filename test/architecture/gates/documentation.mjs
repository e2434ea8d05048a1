/** Gate: every export of shared/ has a doc comment (typedoc's validation; nothing is written). */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Application, LogLevel, Logger } from 'typedoc';

class CollectingLogger extends Logger {
  problems = [];

  log(message, level) {
    if (level >= LogLevel.Warn) this.problems.push(message.split('\n')[0]);
  }
}

/** @returns {Promise<{ problems: string[], detail: string }>} */
export async function checkDocumentation(root) {
  const logger = new CollectingLogger();
  const application = await Application.bootstrap({
    entryPoints: [join(root, 'shared/**/*.ts')],
    tsconfig: join(root, 'shared/tsconfig.json'),
    basePath: root,
    emit: 'none',
    // The types gate owns compiler errors; this one speaks of comments alone.
    skipErrorChecking: true,
    validation: { notDocumented: true, notExported: false, invalidLink: true, invalidPath: false, rewrittenLink: false },
    requiredToBeDocumented: ['Enum', 'Variable', 'Function', 'Class', 'Interface', 'TypeAlias'],
    logLevel: 'Verbose',
    disableGit: true,
    sourceLinkTemplate: '{path}#{line}',
    readme: 'none',
  });
  application.logger = logger;
  if (!existsSync(join(root, 'shared'))) return { problems: ['shared/ was expected and not found'], detail: '' };
  const project = await application.convert();
  if (project === undefined) return { problems: ['typedoc could not read shared/', ...logger.problems], detail: '' };
  application.validate(project);
  return { problems: logger.problems, detail: `${Object.keys(project.reflections).length} names` };
}
