/** Lint rule: a switched-off rule or type check carries its reason after "--". */

const directive = /^\s*(eslint-disable(-next-line|-line)?\b|@ts-(ignore|expect-error|nocheck)\b)/;

export const disableReason = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      reason: 'A check is switched off without a reason; expected "eslint-disable-next-line rule -- why" or "@ts-expect-error -- why".',
      unnamed: 'Every rule is switched off at once; name the one rule that does not fit here.',
    },
  },
  create(context) {
    return {
      Program() {
        for (const comment of context.sourceCode.getAllComments()) {
          const text = comment.value;
          if (!directive.test(text)) continue;
          if (!/--\s*\S{3}/.test(text)) context.report({ loc: comment.loc, messageId: 'reason' });
          if (/eslint-disable(-next-line|-line)?\s*(--|$)/.test(text)) context.report({ loc: comment.loc, messageId: 'unnamed' });
        }
      },
    };
  },
};
