"use client";

import { clsx } from "clsx";
import { CircleAlert } from "lucide-react";
import { createContext, type ReactNode, use, useId } from "react";

type FieldControl = {
  id: string;
  required?: boolean;
  "aria-describedby"?: string;
  "aria-invalid"?: true;
};

const FieldContext = createContext<FieldControl | undefined>(undefined);

/** What the control inside a Field takes from it; its own props win. */
export function useFieldControl(): Partial<FieldControl> {
  return use(FieldContext) ?? {};
}

type FieldProps = {
  label: ReactNode;
  /** Keeps the label for those who listen, where the eye needs none. */
  hideLabel?: boolean;
  hint?: ReactNode;
  error?: ReactNode;
  required?: boolean;
  /** Shown after the label of a field that may stay empty, e.g. "optional". */
  optionalText?: string;
  className?: string;
  /** One Input, Textarea or NativeSelect. */
  children: ReactNode;
};

export function Field({
  label,
  hideLabel = false,
  hint,
  error,
  required,
  optionalText,
  className,
  children,
}: FieldProps) {
  const id = useId();
  const hintId = hint ? `${id}-hint` : undefined;
  const errorId = error ? `${id}-error` : undefined;
  const control: FieldControl = {
    id,
    required,
    "aria-describedby": [errorId, hintId].filter(Boolean).join(" ") || undefined,
    "aria-invalid": error ? true : undefined,
  };
  return (
    <div className={clsx("flex min-w-0 flex-col gap-1", className)}>
      <label
        htmlFor={id}
        className={hideLabel ? "sr-only" : "text-sm font-medium wrap-anywhere text-text"}
      >
        {label}
        {optionalText && (
          <span className="ms-1.5 font-normal text-text-subtle">{optionalText}</span>
        )}
      </label>
      <FieldContext value={control}>{children}</FieldContext>
      {/* In the page from the start, so that an error that comes later is announced. */}
      <div aria-live="polite" className="empty:hidden">
        {error && (
          <p id={errorId} className="flex gap-1.5 text-sm wrap-anywhere text-danger-text">
            <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
            <span className="min-w-0 text-pretty">{error}</span>
          </p>
        )}
      </div>
      {hint && (
        <p id={hintId} className="text-sm wrap-anywhere text-text-subtle">
          {hint}
        </p>
      )}
    </div>
  );
}
