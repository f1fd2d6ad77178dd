"use client";

import { clsx } from "clsx";
import { CircleAlert, CircleCheck, Info, TriangleAlert, X } from "lucide-react";
import { Toast as Radix } from "radix-ui";
import { createContext, type ReactNode, use, useCallback, useRef, useState } from "react";
import { Button } from "./button";
import { IconButton } from "./icon-button";

export type ToastOptions = {
  tone?: "info" | "success" | "warning" | "danger";
  title: string;
  description?: string;
  /** `label` is what to press; it must also be reachable elsewhere. */
  action?: {
    label: string;
    /** The key that does the same; listening for it is the screen's. */
    keys?: string;
    onSelect: () => void;
  };
  /** Milliseconds; a danger stays until it is closed. */
  duration?: number;
};

type Shown = ToastOptions & { id: number };

const ToastContext = createContext<((options: ToastOptions) => void) | undefined>(undefined);

/** `const toast = useToast(); toast({ tone: "success", title: "Saved" })` */
export function useToast() {
  const toast = use(ToastContext);
  if (!toast) throw new Error("useToast needs a ToastProvider above it");
  return toast;
}

const icons = {
  info: <Info aria-hidden="true" className="text-info-text" />,
  success: <CircleCheck aria-hidden="true" className="text-success-text" />,
  warning: <TriangleAlert aria-hidden="true" className="text-warning-text" />,
  danger: <CircleAlert aria-hidden="true" className="text-danger-text" />,
};

type ToastProviderProps = {
  children: ReactNode;
  regionLabel?: string;
  closeLabel?: string;
  /** Where they are and how wide; under a header at the end of the screen if nothing is said. */
  placeClass?: string;
};

export function ToastProvider({
  children,
  regionLabel = "Notifications ({hotkey})",
  closeLabel = "Close",
  placeClass = "top-16 w-88",
}: ToastProviderProps) {
  const [toasts, setToasts] = useState<Shown[]>([]);
  const nextId = useRef(0);
  const toast = useCallback((options: ToastOptions) => {
    const id = nextId.current++;
    // The newest few: a burst must not fill the screen.
    setToasts((shown) => [...shown, { ...options, id }].slice(-3));
  }, []);

  return (
    <ToastContext value={toast}>
      <Radix.Provider swipeDirection="right">
        {children}
        {toasts.map(({ id, tone = "info", title, description, action, duration }) => (
          <Radix.Root
            key={id}
            type={tone === "danger" ? "foreground" : "background"}
            duration={duration ?? (tone === "danger" ? Number.POSITIVE_INFINITY : 6000)}
            onOpenChange={(open) => {
              if (!open) setToasts((shown) => shown.filter((other) => other.id !== id));
            }}
            className="flex animate-drop-in items-start gap-2 rounded-lg border border-border bg-surface-raised p-3 text-base text-text shadow-lg data-[swipe=move]:translate-x-(--radix-toast-swipe-move-x)"
          >
            <span className="mt-0.5 shrink-0 [&_svg]:size-4">{icons[tone]}</span>
            <div className="min-w-0 flex-1 wrap-anywhere">
              <Radix.Title className="font-medium">{title}</Radix.Title>
              {description && (
                <Radix.Description className="text-text-muted">{description}</Radix.Description>
              )}
              {action && (
                <Radix.Action altText={action.label} asChild>
                  <Button
                    size="sm"
                    shortcut={action.keys}
                    className="mt-2"
                    onClick={action.onSelect}
                  >
                    {action.label}
                  </Button>
                </Radix.Action>
              )}
            </div>
            <Radix.Close asChild>
              <IconButton size="sm" label={closeLabel} className="-my-1 -me-1">
                <X aria-hidden="true" />
              </IconButton>
            </Radix.Close>
          </Radix.Root>
        ))}
        <Radix.Viewport
          label={regionLabel}
          className={clsx(
            "fixed end-4 z-50 flex max-w-[calc(100vw-2rem)] flex-col gap-2",
            placeClass,
          )}
        />
      </Radix.Provider>
    </ToastContext>
  );
}
