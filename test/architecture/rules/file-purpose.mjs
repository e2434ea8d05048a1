/** Lint rule: a file begins with one doc comment that says what it is for. */

export const filePurpose = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: { purpose: 'The file does not begin with a /** sentence of purpose */; say in one sentence what it is for.' },
  },
  create(context) {
    return {
      Program(node) {
        const [first] = context.sourceCode.getAllComments();
        const firstToken = context.sourceCode.getFirstToken(node);
        const isDoc = first !== undefined && first.type === 'Block' && first.value.startsWith('*');
        const isFirst = isDoc && (firstToken === null || first.range[0] < firstToken.range[0]);
        if (!isFirst) context.report({ loc: { line: 1, column: 0 }, messageId: 'purpose' });
      },
    };
  },
};
