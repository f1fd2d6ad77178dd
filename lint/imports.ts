import { parseSync } from "@swc/core";

/** One way in which a file names another: imported, required, re-exported, or read as a type. */
export type Import = {
  specifier: string;
  /** Erased by the compiler, so it brings in no code. */
  isType: boolean;
  /** Handed on to whoever imports this file. */
  isReexport: boolean;
};

type Node = { type?: string; [key: string]: unknown };
type Specifier = {
  isTypeOnly?: boolean;
  local?: { value: string };
  orig?: { value: string };
};

/** TypeScript 7 offers no parser to JavaScript, so swc reads the sources. */
export function importsOf(source: string, isJsx: boolean): Import[] {
  const program = parseSync(source, { syntax: "typescript", tsx: isJsx, decorators: true });
  const found: Import[] = [];
  const importedAs = new Map<string, Import>();

  const add = (specifier: string | undefined, isType: boolean, isReexport = false) => {
    const one = { specifier: specifier ?? COMPUTED, isType, isReexport };
    found.push(one);
    return one;
  };

  walk(program, (node) => {
    const { specifiers = [] } = node as { specifiers?: Specifier[] };
    const isType = node.typeOnly === true || allTypes(specifiers);
    switch (node.type) {
      case "ImportDeclaration": {
        const one = add(text(node.source), isType);
        for (const { local } of specifiers) if (local) importedAs.set(local.value, one);
        break;
      }
      case "ExportAllDeclaration":
        add(text(node.source), isType, true);
        break;
      case "ExportNamedDeclaration":
        if (node.source) add(text(node.source), isType, true);
        else for (const { orig } of specifiers) markReexport(orig?.value);
        break;
      case "ExportDefaultExpression":
        markReexport((node.expression as Node).value);
        break;
      case "TsImportEqualsDeclaration": {
        const module = node.moduleRef as Node;
        if (module.type === "TsExternalModuleReference") add(text(module.expression), false);
        break;
      }
      case "TsImportType":
        add(text(node.argument), true);
        break;
      case "CallExpression":
        if (isImportCall(node.callee as Node)) {
          add(text((node.arguments as { expression: Node }[])[0]?.expression), false);
        }
        break;
    }
  });
  return found;

  // Imports stand above the exports that hand them on: the map is full when it is read.
  function markReexport(local: unknown) {
    const one = importedAs.get(String(local));
    if (one) one.isReexport = true;
  }
}

/** Stands for a specifier that only running the program would tell. */
export const COMPUTED = "(computed)";

function walk(value: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(value)) {
    for (const item of value) walk(item, visit);
  } else if (value && typeof value === "object") {
    visit(value as Node);
    for (const child of Object.values(value)) walk(child, visit);
  }
}

function allTypes(specifiers: Specifier[]): boolean {
  return specifiers.length > 0 && specifiers.every((one) => one.isTypeOnly);
}

function isImportCall(callee: Node): boolean {
  return callee.type === "Import" || (callee.type === "Identifier" && callee.value === "require");
}

function text(node: unknown): string | undefined {
  const { type, value, quasis } = (node ?? {}) as Node & { quasis?: { cooked: string }[] };
  if (type === "StringLiteral") return value as string;
  return type === "TemplateLiteral" && quasis?.length === 1 ? quasis[0]?.cooked : undefined;
}
