"use client";

import { clsx } from "clsx";
import { Check } from "lucide-react";
import {
  type KeyboardEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { IconButton } from "./icon-button";
import { menuItemClass, menuSurfaceClass } from "./menu-surface";

const gap = 4;

type NativeMenuProps = {
  /** The name of the button that opens it, and so the menu's. */
  label: string;
  /** The button's. */
  icon: ReactNode;
  disabled?: boolean;
  className?: string;
  /** NativeMenuItems; read anew each time that the menu opens. */
  children: ReactNode;
};

/**
 * A button with a menu under its end, for a page that has to be light. It leaves the page behind it
 * alive, sits in the browser's top layer, so nothing clips it, and gives the focus back.
 */
export function NativeMenu({ label, icon, disabled, className, children }: NativeMenuProps) {
  const id = useId();
  const trigger = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  const [is_open, setOpen] = useState(false);

  const place = useCallback(() => {
    if (menu.current && trigger.current) placeUnder(menu.current, trigger.current);
  }, []);

  useLayoutEffect(() => {
    if (!is_open || !menu.current) return;
    menu.current.showPopover?.();
    place();
    itemsOf(menu.current)[0]?.focus();
  }, [is_open, place]);

  useEffect(() => {
    if (!is_open) return;
    const end = new AbortController();
    const { signal } = end;
    const close = () => setOpen(false);
    const closeOutside = ({ target }: Event) => {
      const is_inside = [menu, trigger].some((own) => own.current?.contains(target as Node));
      if (!is_inside) close();
    };
    window.addEventListener("pointerdown", closeOutside, { signal });
    window.addEventListener("focusin", closeOutside, { signal });
    window.addEventListener("resize", place, { signal });
    // What scrolls elsewhere, as a log does when something is said, leaves it where it is.
    const closeAway = ({ target }: Event) => {
      if ((target as Node).contains(trigger.current)) close();
    };
    window.addEventListener("scroll", closeAway, { signal, capture: true, passive: true });
    return () => end.abort();
  }, [is_open, place]);

  function leave() {
    setOpen(false);
    trigger.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    if (event.key === "Escape") leave();
    else if (event.key === "Tab") return leave();
    else if (!moveFocus(event.currentTarget, event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <>
      <IconButton
        ref={trigger}
        label={label}
        disabled={disabled}
        aria-haspopup="menu"
        aria-expanded={is_open}
        aria-controls={is_open ? id : undefined}
        onClick={() => setOpen(!is_open)}
        onKeyDown={(event) => {
          if (event.key !== "ArrowDown") return;
          event.preventDefault();
          setOpen(true);
        }}
        className={className}
      >
        {icon}
      </IconButton>
      {is_open && (
        <div
          ref={menu}
          id={id}
          role="menu"
          aria-label={label}
          tabIndex={-1}
          popover="manual"
          onKeyDown={onKeyDown}
          // After the item's own: what that opens finds the focus where it belongs.
          onClick={leave}
          className={clsx(menuSurfaceClass, "fixed m-0 outline-none")}
        >
          {children}
        </div>
      )}
    </>
  );
}

type NativeMenuItemProps = {
  icon?: ReactNode;
  /** Given for one that is on or off. */
  checked?: boolean;
  onSelect: () => void;
  children: ReactNode;
};

export function NativeMenuItem({ icon, checked, onSelect, children }: NativeMenuItemProps) {
  const is_switch = checked !== undefined;
  return (
    <button
      type="button"
      {...(is_switch
        ? { role: "menuitemcheckbox", "aria-checked": checked }
        : { role: "menuitem" })}
      tabIndex={-1}
      onClick={onSelect}
      // One is chosen at a time, by whatever moved last.
      onPointerMove={(event) => event.currentTarget.focus({ preventScroll: true })}
      className={clsx(
        menuItemClass,
        "w-full text-start focus:bg-hover focus-visible:-outline-offset-2",
      )}
    >
      {icon}
      <span className="min-w-0 flex-1 wrap-anywhere">{children}</span>
      {is_switch && <Check aria-hidden="true" className={checked ? undefined : "invisible"} />}
    </button>
  );
}

const itemsOf = (menu: HTMLElement) => [
  ...menu.querySelectorAll<HTMLElement>('[role^="menuitem"]'),
];

/** Whether the key was one of a menu's: the arrows, the ends, or an item's first letter. */
function moveFocus(menu: HTMLElement, key: string): boolean {
  const items = itemsOf(menu);
  const place = items.indexOf(document.activeElement as HTMLElement);
  const after = [...items.slice(place + 1), ...items.slice(0, place + 1)];
  const startsWith = ({ textContent }: HTMLElement) =>
    textContent?.trim().toLowerCase().startsWith(key.toLowerCase());
  const next =
    key === "ArrowDown"
      ? after[0]
      : key === "ArrowUp"
        ? after.at(-2)
        : key === "Home"
          ? items[0]
          : key === "End"
            ? items.at(-1)
            : key.length === 1 && key !== " "
              ? after.find(startsWith)
              : undefined;
  next?.focus();
  return next !== undefined;
}

/** Under the trigger's end, and where that is too near to the window's edge, inside of it. */
function placeUnder(menu: HTMLElement, trigger: HTMLElement): void {
  const { bottom, left, right } = trigger.getBoundingClientRect();
  const is_rtl = getComputedStyle(trigger).direction === "rtl";
  const { clientWidth } = document.documentElement;
  const most = clientWidth - menu.offsetWidth - gap;
  const inside = (from_edge: number) => `${Math.max(gap, Math.min(from_edge, most))}px`;
  Object.assign(menu.style, {
    inset: "auto",
    top: `${bottom + gap}px`,
    ...(is_rtl ? { left: inside(left) } : { right: inside(clientWidth - right) }),
  });
}
