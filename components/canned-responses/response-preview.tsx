import { fillVariables, variableProblem } from "@/lib/canned-responses/fill";

const EXAMPLE = {
  customer_name: "Maria Santos",
  agent_name: "Anna Berg",
  subject: "The lamp arrived broken",
  session_id: "01890000-0000-7000-8000-000000000000",
};
const NOTHING_KNOWN = { ...EXAMPLE, customer_name: "" };

/** The text as a customer would get it, and one who gave no name where that is another. */
export function ResponsePreview({ content }: { content: string }) {
  if (content.trim() === "" || variableProblem(content)) return null;
  const known = fillVariables(content, EXAMPLE);
  const unknown = fillVariables(content, NOTHING_KNOWN);
  return (
    <section aria-label="Preview" className="flex flex-col gap-2 rounded-md bg-background p-3">
      <Shown label="Maria Santos gets" text={known} />
      {unknown !== known && <Shown label="Who gave no name gets" text={unknown} />}
    </section>
  );
}

function Shown({ label, text }: { label: string; text: string }) {
  return (
    <div>
      <p className="text-xs text-text-muted">{label}</p>
      <p dir="auto" className="wrap-anywhere whitespace-pre-wrap">
        {text}
      </p>
    </div>
  );
}
