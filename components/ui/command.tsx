"use client";

import "./style-nonce";
import { clsx } from "clsx";
import { Search } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import {
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from "react";
import { rankCommands } from "./command-rank";
import { dialogOverlayClass } from "./dialog-surface";
import { IsolatedText } from "./isolated-text";
import { Kbd } from "./kbd";
import { menuItemClass } from "./menu-surface";
import { plain } from "./plain-text";
import { useReturnFocus } from "./return-focus";

export type Command = {
  id: string;
  label: string;
  /** A second line, also looked through. */
  description?: string | undefined;
  /** What stands over it and its like. */
  group: string;
  icon?: ReactNode;
  /** The key that does the same. */
  shortcut?: string | undefined;
  onSelect: () => void;
};

/** So many are shown: nobody reads more, and one letter more finds the rest. */
const SHOWN = 60;

type CommandPaletteProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  commands: readonly Command[];
  /** Ids, the last used first. */
  recent: readonly string[];
  onUsed: (id: string) => void;
  /** Told what is typed, where some commands are found by it elsewhere. */
  onQuery?: (query: string) => void;
  /** What there is to say of those: that they are on their way, or could not be had. */
  note?: ReactNode;
  /** What the dialog and its field are called. */
  label: string;
  placeholder: string;
};

/**
 * All that a screen can do, found by typing. What is picked runs once the palette is closed and
 * the focus is back where it was.
 */
export function CommandPalette({ open, onOpenChange, onUsed, ...rest }: CommandPaletteProps) {
  const focus = useReturnFocus();
  const picked = useRef<Command | null>(null);

  function pick(command: Command) {
    picked.current = command;
    onOpenChange(false);
  }
  function giveBack(event: Event) {
    focus.giveBack(event);
    const command = picked.current;
    picked.current = null;
    if (!command) return;
    onUsed(command.id);
    command.onSelect();
  }

  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={dialogOverlayClass} />
        <Radix.Content
          aria-describedby={undefined}
          onOpenAutoFocus={focus.remember}
          onCloseAutoFocus={giveBack}
          className="fixed inset-x-2 top-[calc(var(--visible-top)+0.5rem)] z-40 mx-auto flex max-h-[min(32rem,calc(var(--visible-height)-1rem))] max-w-xl animate-fade-in flex-col overflow-hidden rounded-xl border border-border bg-surface-raised text-text shadow-lg outline-none sm:top-[calc(var(--visible-top)+12vh)] sm:max-h-[min(32rem,calc(var(--visible-height)-24vh))]"
        >
          <Radix.Title className="sr-only">{rest.label}</Radix.Title>
          <Finder {...rest} onPick={pick} />
          <p className="flex shrink-0 items-center gap-1 border-t px-3 py-1.5 text-xs text-text-subtle pointer-coarse:hidden">
            <Kbd keys="ArrowUp" /> <Kbd keys="ArrowDown" /> choose
            <Kbd keys="Enter" className="ms-2" /> do it
            <Kbd keys="Escape" className="ms-2" /> close
          </p>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

type FinderProps = Omit<CommandPaletteProps, "open" | "onOpenChange" | "onUsed"> & {
  onPick: (command: Command) => void;
};

function Finder(props: FinderProps) {
  const { commands, recent, onQuery, note, label, placeholder, onPick } = props;
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState("");
  /** The one that Enter picks, by id: what comes and goes meanwhile does not move it. */
  const [chosen, setChosen] = useState<string | null>(null);

  const findable = useMemo(
    () =>
      commands.map((command) => ({
        id: command.id,
        label: plain(command.label),
        text: plain(command.description ?? ""),
        command,
      })),
    [commands],
  );
  const found = useMemo(
    () => rankCommands(findable, plain(query), recent).slice(0, SHOWN),
    [findable, query, recent],
  );
  const groups = useMemo(() => {
    const by_name = new Map<string, Command[]>();
    for (const { command } of found) {
      const is_recent = !query.trim() && recent.includes(command.id);
      const name = is_recent ? "Recently used" : command.group;
      by_name.set(name, [...(by_name.get(name) ?? []), command]);
    }
    return [...by_name];
  }, [found, query, recent]);
  // As they stand on the screen: a group may gather what the ranking had apart.
  const shown = groups.flatMap(([, members]) => members);
  const at = Math.max(
    0,
    shown.findIndex((command) => command.id === chosen),
  );
  const active = shown[at];
  const optionId = (command: Command) => `${id}-${command.id}`;
  const active_id = active && optionId(active);

  useEffect(() => {
    if (active_id) document.getElementById(active_id)?.scrollIntoView({ block: "nearest" });
  }, [active_id]);

  function choose(place: number) {
    const command = shown[(place + shown.length) % shown.length];
    if (command) setChosen(command.id);
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown") choose(at + 1);
    else if (event.key === "ArrowUp") choose(at - 1);
    else if (event.key === "PageDown") choose(Math.min(at + 8, shown.length - 1));
    else if (event.key === "PageUp") choose(Math.max(at - 8, 0));
    else if (event.key === "Enter") active && onPick(active);
    else return;
    event.preventDefault();
  }

  return (
    <>
      <div className="flex shrink-0 items-center gap-2 border-b px-3">
        <Search aria-hidden="true" className="size-4 shrink-0 text-text-subtle" />
        <input
          role="combobox"
          aria-label={label}
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={active_id}
          aria-autocomplete="list"
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          enterKeyHint="go"
          dir="auto"
          maxLength={200}
          placeholder={placeholder}
          value={query}
          onChange={(event) => {
            setQuery(event.currentTarget.value);
            onQuery?.(event.currentTarget.value);
            setChosen(null);
            if (list.current) list.current.scrollTop = 0;
          }}
          onKeyDown={onKeyDown}
          className="h-12 min-w-0 flex-1 bg-transparent text-md text-text outline-none pointer-coarse:text-lg"
        />
        <Radix.Close className="min-h-11 shrink-0 rounded-md px-2 text-base text-text-muted pointer-fine:hidden">
          Close
        </Radix.Close>
      </div>
      {/* It scrolls itself: the field's arrows are its keyboard way. */}
      <div
        ref={list}
        id={`${id}-list`}
        role="listbox"
        aria-label={label}
        className={clsx("min-h-0 flex-1 overflow-y-auto", shown.length > 0 && "p-1")}
      >
        {groups.map(([name, members]) => (
          // biome-ignore lint/a11y/useSemanticElements: a listbox has groups, and no fieldset
          <div key={name} role="group" aria-label={name}>
            <div aria-hidden="true" className="px-2 pt-2 pb-1 text-xs text-text-subtle">
              {name}
            </div>
            {members.map((command) => (
              <Option
                key={command.id}
                id={optionId(command)}
                command={command}
                is_active={command === active}
                onPoint={() => setChosen(command.id)}
                onPick={() => onPick(command)}
              />
            ))}
          </div>
        ))}
      </div>
      {note && (
        <div className="flex min-h-11 shrink-0 items-center gap-2 border-t px-3 py-1 text-text-muted">
          {note}
        </div>
      )}
      <p
        role="status"
        className={clsx(
          shown.length > 0 || note ? "sr-only" : "px-3 py-8 text-center text-text-muted",
        )}
      >
        {shown.length > 0
          ? `${shown.length} found`
          : note
            ? "Nothing found yet."
            : "Nothing matches. Try fewer letters."}
      </p>
    </>
  );
}

type OptionProps = {
  id: string;
  command: Command;
  is_active: boolean;
  onPoint: () => void;
  onPick: () => void;
};

function Option({ id, command, is_active, onPoint, onPick }: OptionProps) {
  const { label, description, icon, shortcut } = command;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the focus and takes the keys
    // biome-ignore lint/a11y/useFocusableInteractive: it is the field's active descendant
    <div
      id={id}
      role="option"
      aria-selected={is_active}
      data-highlighted={is_active || undefined}
      // A list that scrolls under a pointer that rests chooses nothing.
      onPointerMove={onPoint}
      onClick={onPick}
      className={clsx(menuItemClass, "cursor-pointer")}
    >
      <span aria-hidden="true" className="flex text-text-subtle">
        {icon}
      </span>
      <span className="min-w-0 flex-1">
        <IsolatedText truncate className="block w-fit max-w-full">
          {label}
        </IsolatedText>
        {description && (
          <IsolatedText truncate className="block w-fit max-w-full text-sm text-text-muted">
            {description}
          </IsolatedText>
        )}
      </span>
      {shortcut && (
        <span className="ms-2 shrink-0 text-text-subtle pointer-coarse:hidden">
          <Kbd keys={shortcut} />
        </span>
      )}
    </div>
  );
}
