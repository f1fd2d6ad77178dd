"use client";

import "./style-nonce";
import { clsx } from "clsx";
import { Check } from "lucide-react";
import { DropdownMenu as Radix } from "radix-ui";
import { type ComponentProps, createContext, type ReactNode, use, useState } from "react";
import { ariaKeyShortcuts } from "./button";
import { Kbd } from "./kbd";
import { menuItemClass, menuSurfaceClass } from "./menu-surface";

type Trigger = [trigger: HTMLElement | null, setTrigger: (trigger: HTMLElement | null) => void];

const TriggerContext = createContext<Trigger>([null, () => {}]);

/** Leaves the page behind it alive: nothing is locked or hidden while it is open. */
export function Menu(props: Omit<ComponentProps<typeof Radix.Root>, "modal">) {
  const trigger = useState<HTMLElement | null>(null);
  return (
    <TriggerContext value={trigger}>
      <Radix.Root {...props} modal={false} />
    </TriggerContext>
  );
}

/** Its child is the button that opens the menu. */
export function MenuTrigger({ children }: { children: ReactNode }) {
  const [, setTrigger] = use(TriggerContext);
  return (
    <Radix.Trigger ref={setTrigger} asChild>
      {children}
    </Radix.Trigger>
  );
}

const LANDMARKS = "main, nav, aside, header, footer";
const DIALOGS = "[role=dialog], [role=alertdialog]";

/** The landmark of the button, so that a menu belongs to one too; a dialog would cut it off. */
function landmarkOf(trigger: HTMLElement | null): HTMLElement | null | undefined {
  return trigger?.closest(DIALOGS) ? null : trigger?.closest<HTMLElement>(LANDMARKS);
}

type MenuContentProps = ComponentProps<typeof Radix.Content> & {
  /** Where it is put in the page; without it, in the landmark of its button. */
  container?: HTMLElement | null;
};

export function MenuContent({ align = "end", container, className, ...rest }: MenuContentProps) {
  const [trigger] = use(TriggerContext);
  return (
    <Radix.Portal container={container ?? landmarkOf(trigger)}>
      <Radix.Content
        sideOffset={4}
        collisionPadding={8}
        align={align}
        {...rest}
        className={clsx(
          menuSurfaceClass,
          "max-h-(--radix-dropdown-menu-content-available-height) overflow-y-auto",
          className,
        )}
      />
    </Radix.Portal>
  );
}

type MenuItemProps = ComponentProps<typeof Radix.Item> & {
  icon?: ReactNode;
  shortcut?: string;
  tone?: "neutral" | "danger";
};

export function MenuItem({
  icon,
  shortcut,
  tone = "neutral",
  className,
  children,
  ...rest
}: MenuItemProps) {
  // A link inside (`asChild`) is the item itself and brings its own content.
  const content = rest.asChild ? (
    children
  ) : (
    <>
      {icon}
      <span className="min-w-0 flex-1 wrap-anywhere">{children}</span>
      {shortcut && (
        <span aria-hidden="true" className="ms-4 text-text-subtle pointer-coarse:hidden">
          <Kbd keys={shortcut} />
        </span>
      )}
    </>
  );
  return (
    <Radix.Item
      aria-keyshortcuts={ariaKeyShortcuts(shortcut)}
      {...rest}
      className={clsx(menuItemClass, tone === "danger" && "text-danger-text", className)}
    >
      {content}
    </Radix.Item>
  );
}

export const MenuRadioGroup = Radix.RadioGroup;

export function MenuRadioItem({
  className,
  children,
  ...rest
}: ComponentProps<typeof Radix.RadioItem>) {
  return (
    <Radix.RadioItem {...rest} className={clsx(menuItemClass, "ps-8", className)}>
      <Radix.ItemIndicator className="absolute start-3 size-2 rounded-full bg-current" />
      <span className="min-w-0 flex-1 wrap-anywhere">{children}</span>
    </Radix.RadioItem>
  );
}

export function MenuCheckboxItem({
  className,
  children,
  ...rest
}: ComponentProps<typeof Radix.CheckboxItem>) {
  return (
    <Radix.CheckboxItem {...rest} className={clsx(menuItemClass, "ps-8", className)}>
      {/* Also without its tick it is seen to be one that can be ticked. */}
      <span className="absolute start-2 grid size-4 place-items-center rounded-sm border border-border-strong">
        <Radix.ItemIndicator>
          <Check aria-hidden="true" className="size-3!" />
        </Radix.ItemIndicator>
      </span>
      <span className="min-w-0 flex-1 wrap-anywhere">{children}</span>
    </Radix.CheckboxItem>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return (
    <Radix.Label className="px-2 py-1 text-xs font-medium text-text-subtle">{children}</Radix.Label>
  );
}

export function MenuSeparator() {
  return <Radix.Separator className="-mx-1 my-1 h-px bg-border" />;
}
