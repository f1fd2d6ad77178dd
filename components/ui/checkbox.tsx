import { clsx } from "clsx";
import { Check } from "lucide-react";
import type { ComponentProps } from "react";
import { Choice, type ChoiceText } from "./choice";

type CheckboxProps = Omit<ComponentProps<"input">, "type" | "id"> &
  ChoiceText & { onCheckedChange?: (checked: boolean) => void };

export function Checkbox({
  label,
  hideLabel,
  hint,
  className,
  onChange,
  onCheckedChange,
  ...rest
}: CheckboxProps) {
  return (
    <Choice
      label={label}
      hideLabel={hideLabel}
      hint={hint}
      className={className}
      control={(names) => (
        <span className="relative grid size-4 place-items-center">
          <input
            {...rest}
            {...names}
            type="checkbox"
            onChange={
              onCheckedChange ? (event) => onCheckedChange(event.currentTarget.checked) : onChange
            }
            className={clsx(
              "peer col-start-1 row-start-1 size-4 appearance-none rounded-sm border border-border-strong bg-surface transition-colors",
              "checked:border-accent checked:bg-accent aria-invalid:border-danger disabled:opacity-50",
              "forced-colors:appearance-auto",
            )}
          />
          <Check
            aria-hidden="true"
            strokeWidth={3}
            className="pointer-events-none relative col-start-1 row-start-1 hidden size-3 text-on-accent peer-checked:block forced-colors:hidden"
          />
        </span>
      )}
    />
  );
}
