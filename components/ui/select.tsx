"use client";

import { clsx } from "clsx";
import { Check, ChevronDown } from "lucide-react";
import { Select as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { useFieldControl } from "./field";
import { controlClass } from "./input";
import { menuItemClass, menuSurfaceClass } from "./menu-surface";

export type SelectOption = {
  value: string;
  label: string;
  /** A second line in the list. */
  description?: string;
  icon?: ReactNode;
  disabled?: boolean;
};

type SelectProps = {
  options: readonly SelectOption[];
  value?: string;
  defaultValue?: string;
  onValueChange?: (value: string) => void;
  placeholder?: string;
  name?: string;
  disabled?: boolean;
  size?: "sm" | "md";
  /** The name, where no Field gives one. */
  "aria-label"?: string;
  className?: string;
};

/** For options that need an icon or a second line; else NativeSelect is lighter. */
export function Select({
  options,
  placeholder,
  size = "md",
  className,
  "aria-label": label,
  ...root
}: SelectProps) {
  const { required, ...field } = useFieldControl();
  return (
    <Radix.Root required={required} {...root}>
      <Radix.Trigger
        {...field}
        aria-label={label}
        className={clsx(
          controlClass,
          "inline-flex items-center justify-between gap-2 px-2.5 text-start",
          "data-placeholder:text-text-subtle",
          size === "sm" ? "h-7 text-sm" : "h-9",
          "pointer-coarse:h-11",
          className,
        )}
      >
        <span className="min-w-0 truncate">
          <Radix.Value placeholder={placeholder} />
        </span>
        <ChevronDown aria-hidden="true" className="size-4 shrink-0 text-text-subtle" />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={4}
          collisionPadding={8}
          className={clsx(menuSurfaceClass, "min-w-(--radix-select-trigger-width)")}
        >
          <Radix.Viewport className="max-h-[min(20rem,var(--radix-select-content-available-height))]">
            {options.map((option) => (
              <Radix.Item
                key={option.value}
                value={option.value}
                disabled={option.disabled}
                textValue={option.label}
                className={menuItemClass}
              >
                {option.icon}
                <span className="min-w-0 flex-1">
                  <span className="block wrap-anywhere">
                    <Radix.ItemText>{option.label}</Radix.ItemText>
                  </span>
                  {option.description && (
                    <span className="block text-sm wrap-anywhere text-text-subtle">
                      {option.description}
                    </span>
                  )}
                </span>
                <span className="size-4 shrink-0">
                  <Radix.ItemIndicator>
                    <Check aria-hidden="true" />
                  </Radix.ItemIndicator>
                </span>
              </Radix.Item>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
