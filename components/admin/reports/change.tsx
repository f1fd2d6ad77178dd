import { ArrowDown, ArrowUp, Equal } from "lucide-react";
import { changeText } from "@/components/admin/reports/report-words";

type ChangeProps = {
  now: number | null;
  before: number | null;
  /** The value before, as it is read. */
  was: string;
};

/** How a figure stands to the one of the period before: an arrow, a sign and a word. */
export function Change({ now, before, was }: ChangeProps) {
  if (now === null || before === null) {
    return <span className="text-sm text-text-subtle">{changeText(now, before)}</span>;
  }
  const Arrow = now > before ? ArrowUp : now < before ? ArrowDown : Equal;
  return (
    <span className="inline-flex items-start gap-1 text-sm text-text-muted">
      <Arrow aria-hidden="true" className="mt-0.75 size-3.5 shrink-0" />
      <span>
        {changeText(now, before)}
        {now !== before && before !== 0 && <>, was {was}</>}
      </span>
    </span>
  );
}
