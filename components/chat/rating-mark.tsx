import { clsx } from "clsx";
import { scoreLook } from "@/components/chat/score-words";

/** A score in its word, its face and its number: "Good · 4 of 5". */
export function RatingMark({ score, className }: { score: number; className?: string }) {
  const { word, Face } = scoreLook(score);
  return (
    <span
      className={clsx("inline-flex items-center gap-1.5 align-bottom whitespace-nowrap", className)}
    >
      <Face aria-hidden="true" className="size-4 shrink-0 text-text-muted" />
      <span>
        {word} <span className="text-text-muted tabular-nums">· {score} of 5</span>
      </span>
    </span>
  );
}
