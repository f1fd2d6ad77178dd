type Bar = { count: number; short: string; name: string };

/** Bars with their numbers above: they are drawn, not painted, so that they print as well. */
export function CountBars({ label, bars }: { label: string; bars: Bar[] }) {
  const most = Math.max(1, ...bars.map(({ count }) => count));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a section inside a card's section says no more
    <div
      role="region"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: who has no pointer scrolls it by keys
      tabIndex={0}
      className="relative overflow-x-auto focus-visible:-outline-offset-2 print:overflow-visible"
    >
      <ol className="flex min-w-fit items-end">
        {bars.map(({ count, short, name }) => (
          <li key={name} className="flex min-w-6 flex-1 flex-col items-center text-xs tabular-nums">
            <span className="sr-only">{`${name}: ${count}`}</span>
            <span aria-hidden="true" className="px-0.5 text-text">
              {count.toLocaleString("en")}
            </span>
            <svg
              aria-hidden="true"
              viewBox="0 0 10 100"
              preserveAspectRatio="none"
              className="h-28 w-full border-b border-border-strong text-accent"
            >
              <rect
                x="1"
                width="8"
                y={100 - (count / most) * 100}
                height={(count / most) * 100}
                fill="currentColor"
              />
            </svg>
            <span aria-hidden="true" className="mt-1 text-text-muted">
              {short}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}
