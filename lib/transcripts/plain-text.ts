import { type Entry, saidIn, type Transcript } from "@/lib/transcripts/entries";

/** All that a reader may take for the end of a line. */
const LINE_END = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/g;

/** What one wrote in several lines stands in from the edge: it can look like nobody else's line. */
export const indented = (text: string) => text.replace(LINE_END, "\n    ");

/** An entry as a line that no other entry can be taken for. */
export function lineOf(entry: Entry, at: Transcript["at"]): string {
  const time = `[${at(entry.at)}]`;
  if (entry.kind === "ended") return `${time} * The chat ended`;
  if (entry.kind !== "message") return `${time} * ${entry.name} ${entry.kind}`;
  const { name, message } = entry;
  const content = indented(saidIn(message));
  if (name === null) return `${time} * ${content}`;
  return `${time} ${name}${message.is_internal ? " (note, for staff only)" : ""}: ${content}`;
}

export async function* toPlainText({
  session,
  time_zone,
  at,
  pages,
}: Transcript): AsyncGenerator<string> {
  const { subject, customer, agent, created_at, ended_at } = session;
  const head = [
    subject,
    "",
    `Customer: ${customer.name}`,
    ...(agent ? [`Agent: ${agent.name}`] : []),
    `Started: ${at(created_at)}`,
    ...(ended_at ? [`Ended: ${at(ended_at)}`] : []),
    `Time zone: ${time_zone}`,
    `Chat: ${session.id}`,
  ];
  yield `${head.join("\n")}\n\n`;
  for await (const page of pages) yield page.map((entry) => `${lineOf(entry, at)}\n`).join("");
}
