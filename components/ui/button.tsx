import { clsx } from "clsx";
import type { ComponentProps, MouseEvent } from "react";
import { Kbd } from "./kbd";
import { Spinner } from "./spinner";

export type ButtonVariant = "primary" | "secondary" | "ghost" | "danger";
export type ButtonSize = "sm" | "md";

const variants: Record<ButtonVariant, string> = {
  primary: "bg-accent text-on-accent hover:bg-accent-hover",
  secondary: "border border-border bg-surface-raised text-text shadow-sm hover:bg-neutral-soft",
  ghost: "text-text hover:bg-hover aria-expanded:bg-hover data-[state=open]:bg-hover",
  danger: "bg-danger text-on-danger hover:bg-danger-hover",
};
const sizes: Record<ButtonSize, string> = {
  sm: "min-h-7 gap-1.5 px-2 py-0.5 text-sm",
  md: "min-h-9 gap-2 px-3 py-1.5 text-base",
};
const squares: Record<ButtonSize, string> = { sm: "size-7", md: "size-9" };

type ButtonLook = { variant?: ButtonVariant; size?: ButtonSize; square?: boolean };

/** The look alone, for a link: `<Link className={buttonClass({ variant: "primary" })}>`. */
export function buttonClass({ variant = "secondary", size = "md", square }: ButtonLook = {}) {
  return clsx(
    "relative inline-flex max-w-full shrink-0 items-center justify-center rounded-md font-medium transition-colors select-none active:inset-shadow-press",
    "pointer-coarse:min-h-11 pointer-coarse:min-w-11",
    "disabled:opacity-50 disabled:pointer-events-none aria-disabled:pointer-events-none",
    "[&_svg]:size-4 [&_svg]:shrink-0",
    variants[variant],
    square ? squares[size] : sizes[size],
  );
}

export function ariaKeyShortcuts(keys: string | undefined) {
  if (!keys || keys.includes(" ")) return undefined;
  if (!keys.includes("Mod")) return keys;
  return `${keys.replace("Mod", "Control")} ${keys.replace("Mod", "Meta")}`;
}

export type ButtonProps = ComponentProps<"button"> &
  ButtonLook & {
    /** Keeps its focus and its width, and takes no second click. */
    loading?: boolean;
    /** Shown beside the words, e.g. `Mod+Enter`. Listening for it is the screen's. */
    shortcut?: string;
  };

function stop(event: MouseEvent) {
  event.preventDefault();
  event.stopPropagation();
}

export function Button({
  variant,
  size,
  square,
  loading = false,
  shortcut,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      aria-keyshortcuts={ariaKeyShortcuts(shortcut)}
      {...rest}
      aria-busy={loading || undefined}
      aria-disabled={loading || rest["aria-disabled"]}
      onClick={loading ? stop : onClick}
      className={clsx(buttonClass({ variant, size, square }), className)}
    >
      {loading && (
        <span className="absolute inset-0 grid place-items-center">
          <Spinner />
        </span>
      )}
      <span
        className={clsx(
          "inline-flex min-w-0 items-center gap-[inherit] wrap-anywhere",
          loading && "opacity-0",
        )}
      >
        {children}
        {shortcut && !square && (
          <span aria-hidden="true" className="inline-flex pointer-coarse:hidden">
            <Kbd keys={shortcut} />
          </span>
        )}
      </span>
    </button>
  );
}
