import ts from 'typescript';

const MAX_LINES = 300;
const MAX_FUNCTION_LINES = 60;
const MAX_CONSTRUCTOR_PARAMETERS = 5;
const FORBIDDEN_NAMES = /(^|\/)(common|shared|utils?|helpers?)(\/|\.tsx?$)/;

/** What a file of ours breaks, a line each: `12: a default export`. */
export function breaches(file: string, text: string): string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found = [...breachesOfFile(file, source)];
  const visit = (node: ts.Node): void => {
    const what = breachOf(node, source);
    if (what) found.push(`${lineOf(source, node.getStart(source))}: ${what}`);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function* breachesOfFile(file: string, source: ts.SourceFile): Iterable<string> {
  const lines = source.text.trimEnd().split('\n').length;
  if (lines > MAX_LINES) yield `${lines} lines, more than ${MAX_LINES}`;
  if (FORBIDDEN_NAMES.test(file)) yield 'a name that says nothing';
  if (/(^|\/)index\.tsx?$/.test(file)) yield 'a barrel';
  else if (source.statements.length && source.statements.every(isPassedOn)) yield 'a barrel';
}

const isPassedOn = (node: ts.Statement): boolean =>
  ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined;

function breachOf(node: ts.Node, source: ts.SourceFile): string | undefined {
  if (node.kind === ts.SyntaxKind.AnyKeyword) return 'any';
  if (ts.isEnumDeclaration(node)) return 'an enum';
  if (ts.isExportAssignment(node)) return 'a default export';
  if (ts.canHaveModifiers(node) && ts.getModifiers(node)?.some(isDefault)) return 'a default export';
  if (ts.isConstructorDeclaration(node) && node.parameters.length > MAX_CONSTRUCTOR_PARAMETERS)
    return `${node.parameters.length} constructor parameters`;
  if (!ts.isFunctionLike(node)) return undefined;
  const lines = lineOf(source, node.end) - lineOf(source, node.getStart(source)) + 1;
  return lines > MAX_FUNCTION_LINES ? `a function of ${lines} lines` : undefined;
}

const isDefault = ({ kind }: ts.Node): boolean => kind === ts.SyntaxKind.DefaultKeyword;
const lineOf = (source: ts.SourceFile, position: number): number =>
  source.getLineAndCharacterOfPosition(position).line + 1;
