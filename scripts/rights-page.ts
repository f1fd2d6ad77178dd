import { ROLES } from "@/lib/actor";
import { type Operation, RELATIONS, type Relation, RIGHTS } from "@/lib/rights";

export const FILE = "docs/rights.md";

const words = (name: string) => name.replaceAll("_", " ");

function cell(operation: Operation, role: (typeof ROLES)[number]): string {
  const grants: Partial<Record<string, "any" | readonly Relation[]>> = RIGHTS[operation];
  const grant = grants[role];
  if (!grant) return "–";
  return grant === "any" ? "yes" : grant.map(words).join(", ");
}

/** The table as a page of Markdown. */
export function rightsPage(): string {
  const operations = (Object.keys(RIGHTS) as Operation[]).sort();
  const rows = operations.map((operation) => {
    const cells = ROLES.map((role) => cell(operation, role));
    return `| \`${operation}\` | ${cells.join(" | ")} |`;
  });
  const relations = Object.entries(RELATIONS).map(
    ([relation, meaning]) => `- **${words(relation)}**: ${meaning}`,
  );
  return `# Who may do what

Printed from [lib/rights.ts](../lib/rights.ts) by \`npm run rights\`; a test holds the two together.
Every check of REST, sockets, event streams, pages and files is made from that table, and
[testing/expected-rights.ts](../testing/expected-rights.ts), written by hand, is what the tests hold
it against, cell by cell and over each adapter. A guest is a customer without an account.

“Yes” is everybody of that role; otherwise one has to stand to the chat or the ticket in one of these
ways:

${relations.join("\n")}

Whoever may not read a chat is told \`NOT_FOUND\`, as if it did not exist; whoever may read it and not
do this is told \`FORBIDDEN\`.

| Operation | ${ROLES.map((role) => `${role[0]?.toUpperCase()}${role.slice(1)}`).join(" | ")} |
|---|${ROLES.map(() => "---|").join("")}
${rows.join("\n")}
`;
}
