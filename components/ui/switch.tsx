import { clsx } from "clsx";
import type { ComponentProps } from "react";
import { Choice, type ChoiceText } from "./choice";

type SwitchProps = Omit<ComponentProps<"input">, "type" | "id" | "role"> &
  ChoiceText & { onCheckedChange?: (checked: boolean) => void };

/** For what takes effect at once; what waits for a Save is a Checkbox. */
export function Switch({
  label,
  hideLabel,
  hint,
  className,
  onChange,
  onCheckedChange,
  ...rest
}: SwitchProps) {
  return (
    <Choice
      label={label}
      hideLabel={hideLabel}
      hint={hint}
      className={className}
      control={(names) => (
        <span className="relative flex h-5 w-8 items-center">
          <input
            {...rest}
            {...names}
            type="checkbox"
            // biome-ignore lint/a11y/useAriaPropsForRole: a checkbox brings its own checked state
            role="switch"
            onChange={
              onCheckedChange ? (event) => onCheckedChange(event.currentTarget.checked) : onChange
            }
            className={clsx(
              "peer h-5 w-8 appearance-none rounded-full border border-border-strong bg-neutral-soft transition-colors",
              "checked:border-accent checked:bg-accent aria-invalid:border-danger disabled:opacity-50",
              "forced-colors:appearance-auto",
            )}
          />
          <span
            aria-hidden="true"
            className="pointer-events-none absolute start-1 size-3 rounded-full bg-border-strong transition-transform peer-checked:translate-x-3 peer-checked:bg-on-accent peer-disabled:opacity-50 rtl:peer-checked:-translate-x-3 forced-colors:hidden"
          />
        </span>
      )}
    />
  );
}
