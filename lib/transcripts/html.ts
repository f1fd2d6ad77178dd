import { type Entry, saidIn, type Transcript } from "@/lib/transcripts/entries";

/** Nothing runs and nothing is loaded, also where the page is opened on Parley's own address. */
export const HTML_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'";

const ESCAPES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escaped = (text: string) => text.replace(/[&<>"']/g, (one) => ESCAPES[one] ?? one);

const STYLE = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { margin: 0 auto; padding: 1.5rem 1rem; max-width: 46rem; overflow-wrap: anywhere; }
h1 { font-size: 1.25rem; margin: 0 0 .75rem; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0 1rem; margin: 0 0 1.5rem; }
dt, time, .happening { opacity: .75; }
dd { margin: 0; }
ol { list-style: none; margin: 0; padding: 0; }
li { padding: .5rem .75rem; border-block-start: 1px solid light-dark(#ddd, #444); }
li p { margin: 0; white-space: pre-wrap; }
.note { border-inline-start: 3px solid light-dark(#b45309, #f59e0b); }
time { font-size: .8125rem; margin-inline-start: .5rem; }
`;

function itemOf(entry: Entry, at: Transcript["at"]): string {
  const time = `<time datetime="${escaped(entry.at)}">${escaped(at(entry.at))}</time>`;
  if (entry.kind === "ended") return `<li class="happening">The chat ended${time}</li>`;
  if (entry.kind !== "message") {
    return `<li class="happening"><bdi>${escaped(entry.name)}</bdi> ${entry.kind}${time}</li>`;
  }
  const { name, message } = entry;
  const text = `<p dir="auto">${escaped(saidIn(message))}</p>`;
  if (name === null) return `<li class="happening">${text}${time}</li>`;
  const note = message.is_internal ? " · Note, for staff only" : "";
  return `<li${note && ' class="note"'}><strong><bdi>${escaped(name)}</bdi></strong>${note}${time}${text}</li>`;
}

const fact = (term: string, text: string) => `<dt>${term}</dt><dd dir="auto">${escaped(text)}</dd>`;

/** A page that stands alone: nothing in it runs, and it needs nothing else. */
export async function* toHtml({
  session,
  time_zone,
  at,
  pages,
}: Transcript): AsyncGenerator<string> {
  const { subject, customer, agent, created_at, ended_at } = session;
  const facts = [
    fact("Customer", customer.name),
    agent ? fact("Agent", agent.name) : "",
    fact("Started", at(created_at)),
    ended_at ? fact("Ended", at(ended_at)) : "",
    fact("Time zone", time_zone),
    fact("Chat", session.id),
  ];
  yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(subject)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1 dir="auto">${escaped(subject)}</h1>
<dl>${facts.join("")}</dl>
<ol>
`;
  for await (const page of pages) yield page.map((entry) => `${itemOf(entry, at)}\n`).join("");
  yield "</ol>\n</body>\n</html>\n";
}
