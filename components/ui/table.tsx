import { clsx } from "clsx";
import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import type { ComponentProps } from "react";

type TableProps = ComponentProps<"table"> & {
  /** Names the table and the region that scrolls. */
  label: string;
  /** On the region, e.g. `max-h-96`: then the head stays while the rows scroll. */
  regionClassName?: string;
};

export function Table({ label, regionClassName, className, ...rest }: TableProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a section inside a card's section says no more
    <div
      role="region"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: who has no pointer scrolls it by keys
      tabIndex={0}
      className={clsx(
        "relative min-w-0 overflow-auto focus-visible:-outline-offset-2",
        regionClassName,
      )}
    >
      <table
        {...rest}
        aria-label={label}
        className={clsx("w-full border-separate border-spacing-0 text-base", className)}
      />
    </div>
  );
}

export function TableHead(props: ComponentProps<"thead">) {
  return <thead {...props} />;
}

export function TableBody(props: ComponentProps<"tbody">) {
  return <tbody {...props} />;
}

export function TableRow({ className, ...rest }: ComponentProps<"tr">) {
  return (
    <tr
      {...rest}
      className={clsx("group in-[tbody]:hover:bg-hover aria-selected:bg-accent-soft", className)}
    />
  );
}

type Align = { align?: "start" | "end" };
const aligned = { start: "text-start", end: "text-end tabular-nums" };

type TableHeaderProps = Omit<ComponentProps<"th">, "align"> &
  Align & {
    /** Makes the head a button; "none" for a column that could be sorted by. */
    sort?: "ascending" | "descending" | "none";
    onSort?: () => void;
  };

export function TableHeader({
  sort,
  onSort,
  align = "start",
  scope = "col",
  className,
  children,
  ...rest
}: TableHeaderProps) {
  const Arrow = sort === "ascending" ? ArrowUp : sort === "descending" ? ArrowDown : ChevronsUpDown;
  return (
    <th
      {...rest}
      scope={scope}
      aria-sort={sort === "none" ? undefined : sort}
      className={clsx(
        scope === "col" &&
          "sticky top-0 z-10 border-b bg-surface text-sm whitespace-nowrap text-text-muted",
        scope === "row" && "min-w-36 border-b group-last:border-b-0",
        "px-3 py-2 font-medium",
        aligned[align],
        className,
      )}
    >
      {onSort ? (
        <button
          type="button"
          onClick={onSort}
          className="-mx-1 inline-flex items-center gap-1 rounded-sm px-1 hover:text-text pointer-coarse:min-h-11"
        >
          {children}
          <Arrow aria-hidden="true" className="size-3.5 shrink-0" />
        </button>
      ) : (
        children
      )}
    </th>
  );
}

export function TableCell({
  align = "start",
  className,
  ...rest
}: Omit<ComponentProps<"td">, "align"> & Align) {
  return (
    <td
      {...rest}
      className={clsx("border-b px-3 py-2 group-last:border-b-0", aligned[align], className)}
    />
  );
}
