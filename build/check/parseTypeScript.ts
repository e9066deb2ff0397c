import ts from 'typescript';

export interface SourceText {
  readonly file: string;
  readonly text: string;
}

/** The syntax tree of a file; nothing is resolved or checked. */
export const parseTypeScript = ({ file, text }: SourceText): ts.SourceFile =>
  ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, file.endsWith('.tsx') ? ts.ScriptKind.TSX : ts.ScriptKind.TS);

/** `file:line` of a node, as editors open it. */
export const placeOf = (source: ts.SourceFile, node: ts.Node): string => `${source.fileName}:${source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1}`;

/** Calls `visit` for every node, parents first. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  node.forEachChild((child) => walk(child, visit));
}
