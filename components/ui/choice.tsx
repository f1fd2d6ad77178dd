import { clsx } from "clsx";
import { type ReactNode, useId } from "react";

export type ChoiceText = { label: ReactNode; hideLabel?: boolean; hint?: ReactNode };

type ChoiceProps = ChoiceText & {
  className?: string;
  /** The box or switch, which spreads what it is given. */
  control: (names: { "aria-labelledby": string; "aria-describedby"?: string }) => ReactNode;
};

/** A control with its words beside it, all of it one target. Checkbox and Switch are made of it. */
export function Choice({ label, hideLabel = false, hint, className, control }: ChoiceProps) {
  const id = useId();
  const labelId = `${id}-label`;
  const hintId = hint ? `${id}-hint` : undefined;
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: `control` draws it
    <label
      className={clsx(
        "flex min-w-0 gap-2.5 text-base has-disabled:text-text-subtle pointer-coarse:py-3",
        className,
      )}
    >
      <span className="flex h-5 shrink-0 items-center">
        {control({ "aria-labelledby": labelId, "aria-describedby": hintId })}
      </span>
      <span className={hideLabel ? "sr-only" : "min-w-0 flex-1"}>
        <span id={labelId} className="block wrap-anywhere">
          {label}
        </span>
        {hint && (
          <span id={hintId} className="block text-sm wrap-anywhere text-text-subtle">
            {hint}
          </span>
        )}
      </span>
    </label>
  );
}
