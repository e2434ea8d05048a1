/** Lint rule: a function that we shape takes at most three positional parameters, then one object. */

const most = 3;
/** Who decides the shape: an inline callback's parameters are given by the function that calls it. */
const shapedByUs = new Set(['VariableDeclarator', 'MethodDefinition', 'PropertyDefinition', 'Property', 'ExportDefaultDeclaration']);

export const fewParameters = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: { many: 'Expected at most {{most}} positional parameters, found {{found}}; take one object with named members.' },
  },
  create(context) {
    const check = (node) => {
      const isDeclaration = node.type === 'FunctionDeclaration' || node.type.startsWith('TS');
      if (!isDeclaration && !shapedByUs.has(node.parent.type)) return;
      const found = node.params.filter((parameter) => !(parameter.type === 'Identifier' && parameter.name === 'this')).length;
      if (found > most) context.report({ node, messageId: 'many', data: { most, found } });
    };
    return {
      FunctionDeclaration: check,
      FunctionExpression: check,
      ArrowFunctionExpression: check,
      TSMethodSignature: check,
      TSEmptyBodyFunctionExpression: check,
    };
  },
};
