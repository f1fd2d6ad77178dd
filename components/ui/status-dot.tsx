import { clsx } from "clsx";
import type { Tone } from "./badge";

const colours: Record<Tone, string> = {
  neutral: "text-text-subtle",
  accent: "text-accent",
  success: "text-success",
  warning: "text-warning",
  danger: "text-danger",
  info: "text-info",
};

// Each tone has a shape too, so that the dot can be read without its colour.
const shapes: Record<Tone, string> = {
  neutral: "M5 1.75a3.25 3.25 0 1 1 0 6.5a3.25 3.25 0 1 1 0-6.5z",
  accent: "M5 1l4 4l-4 4l-4-4z",
  success: "M5 1a4 4 0 1 1 0 8a4 4 0 1 1 0-8z",
  warning: "M5 1a4 4 0 1 1 0 8a4 4 0 1 1 0-8z M5 2.5a2.5 2.5 0 0 0 0 5z",
  danger: "M5 1a4 4 0 1 1 0 8a4 4 0 1 1 0-8z M2.75 4.25v1.5h4.5v-1.5z",
  info: "M1.5 1.5h7v7h-7z",
};

type StatusDotProps = { tone: Tone; label: string; hideLabel?: boolean; className?: string };

export function StatusDot({ tone, label, hideLabel = false, className }: StatusDotProps) {
  return (
    <span
      title={hideLabel ? label : undefined}
      className={clsx(
        "inline-flex max-w-full min-w-0 items-center gap-1.5 text-sm text-text-muted",
        className,
      )}
    >
      <svg
        aria-hidden="true"
        viewBox="0 0 10 10"
        fillRule="evenodd"
        className={clsx("size-2.5 shrink-0", colours[tone])}
      >
        <path
          d={shapes[tone]}
          fill={tone === "neutral" ? "none" : "currentColor"}
          stroke={tone === "neutral" ? "currentColor" : "none"}
          strokeWidth="1.5"
        />
      </svg>
      <span className={hideLabel ? "sr-only" : "min-w-0 truncate"}>{label}</span>
    </span>
  );
}
