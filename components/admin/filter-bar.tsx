"use client";

import { Search } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import {
  type ChatFilters,
  type Days,
  isDay,
  isFiltered,
  isReversed,
  LONGEST_SEARCH,
  NO_FILTERS,
  readSearch,
  STATUSES,
} from "@/components/admin/chat-filters";
import { useStaff } from "@/components/admin/use-staff";
import { SESSION_STATUS } from "@/components/admin/words";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { useHydrated } from "@/components/ui/use-hydrated";

/** Each change is a step that Back takes back; one `in_place` belongs to the step before it. */
type Change = (part: Partial<ChatFilters>, options?: { in_place?: boolean }) => void;
type FilterBarProps = { filters: ChatFilters; onChange: Change };

export function FilterBar({ filters, onChange }: FilterBarProps) {
  return (
    <search className="grid grid-cols-2 items-start gap-3 border-b p-3 sm:flex sm:flex-wrap">
      <SearchFilter value={filters.q} onChange={(q, options) => onChange({ q }, options)} />
      <Field label="Status" className="sm:w-32">
        <NativeSelect
          value={filters.status ?? ""}
          onChange={(event) =>
            onChange({ status: STATUSES.find((one) => one === event.target.value) ?? null })
          }
        >
          <option value="">All</option>
          {STATUSES.map((status) => (
            <option key={status} value={status}>
              {SESSION_STATUS[status].label}
            </option>
          ))}
        </NativeSelect>
      </Field>
      <StaffFilter
        label="Agent"
        value={filters.agent_id}
        onChange={(agent_id) => onChange({ agent_id })}
      />
      <DaysFilter days={filters} onChange={onChange} />
      {isFiltered(filters) && (
        <Button
          variant="ghost"
          className="mt-6 justify-self-start max-sm:mt-0"
          onClick={() => onChange(NO_FILTERS)}
        >
          Clear
        </Button>
      )}
    </search>
  );
}

type StaffFilterProps = {
  label: string;
  value: number | null;
  onChange: (user_id: number | null) => void;
};

export function StaffFilter({ label, value, onChange }: StaffFilterProps) {
  const { data: staff = [] } = useStaff();
  const unknown = value !== null && !staff.some(({ id }) => id === value);
  return (
    <Field label={label} className="sm:w-40 lg:w-48">
      <NativeSelect
        value={value ?? ""}
        onChange={(event) => onChange(Number(event.target.value) || null)}
      >
        <option value="">All</option>
        {unknown && (
          <option value={value}>
            {label} {value}
          </option>
        )}
        {staff.map(({ id, name, is_active }) => (
          <option key={id} value={id}>
            {is_active ? name : `${name} (deactivated)`}
          </option>
        ))}
      </NativeSelect>
    </Field>
  );
}

/** How long after the last key it is looked for, in milliseconds. */
const TYPED = 250;

type SearchFilterProps = {
  value: string | null;
  onChange: (q: string | null, options: { in_place: boolean }) => void;
};

/** What one types in one go is one step back. */
function SearchFilter({ value, onChange }: SearchFilterProps) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const { text, setText, is_going, stop, readOnly } = useTyped(value, () =>
    clearTimeout(timer.current),
  );
  const newest = useRef(onChange);
  useEffect(() => {
    newest.current = onChange;
  });
  useEffect(() => () => clearTimeout(timer.current), []);

  function look(typed: string, after: number) {
    setText(typed);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      newest.current(readSearch(typed), { in_place: is_going.current });
      is_going.current = true;
    }, after);
  }
  return (
    <Field label="Search" className="col-span-2 sm:w-56">
      <Input
        icon={<Search />}
        type="search"
        placeholder="Name, e-mail or subject"
        enterKeyHint="search"
        autoComplete="off"
        maxLength={LONGEST_SEARCH}
        readOnly={readOnly}
        value={text}
        onChange={(event) => look(event.target.value, TYPED)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === "Enter") look(text, 0);
          else if (event.key === "Escape" && text) look("", 0);
          else return;
          event.preventDefault();
        }}
        onBlur={stop}
      />
    </Field>
  );
}

/**
 * A filter's field: what is typed into it, ahead of what stands in the address.
 * @param onBack who goes back means what stood there before, not what they typed last
 */
function useTyped(value: string | null, onBack?: () => void) {
  const [text, setText] = useState(value ?? "");
  const [shown, setShown] = useState(value);
  const is_going = useRef(false);
  if (shown !== value) {
    setShown(value);
    // Not the space that one has just typed.
    if (value !== readSearch(text)) setText(value ?? "");
  }
  // Nobody hears of what is typed before.
  const readOnly = !useHydrated();
  const newest = useRef({ value, onBack });
  useEffect(() => {
    newest.current = { value, onBack };
  });
  // Who types and goes back at once is back before it was ever given here: nothing changes.
  useEffect(() => {
    const onStep = () => {
      newest.current.onBack?.();
      setText(newest.current.value ?? "");
    };
    // Before the page's own listener, which lets no other hear of it.
    window.addEventListener("popstate", onStep, { capture: true });
    return () => window.removeEventListener("popstate", onStep, { capture: true });
  }, []);
  const stop = () => {
    is_going.current = false;
  };
  return { text, setText, is_going, stop, readOnly };
}

type DaysFilterProps = {
  days: Days;
  onChange: (part: Partial<Days>, options: { in_place: boolean }) => void;
};

export function DaysFilter({ days, onChange }: DaysFilterProps) {
  return (
    <>
      <DayFilter
        label="From"
        value={days.from}
        onChange={(from, options) => onChange({ from }, options)}
      />
      <DayFilter
        label="To"
        error={isReversed(days) && "Before “From”."}
        value={days.to}
        onChange={(to, options) => onChange({ to }, options)}
      />
    </>
  );
}

type DayFilterProps = {
  label: string;
  error?: ReactNode;
  value: string | null;
  onChange: (day: string | null, options: { in_place: boolean }) => void;
};

/** Keeps what is half typed; the address gets whole days only. */
export function DayFilter({ label, error, value, onChange }: DayFilterProps) {
  // Digit by digit one day becomes another: all that one types in one go is one step back.
  const { text, setText, is_going, stop, readOnly } = useTyped(value);
  return (
    <Field label={label} error={error} className="sm:w-36 lg:w-40">
      <Input
        type="date"
        min="1970-01-01"
        max="9999-12-31"
        className="max-lg:px-2"
        readOnly={readOnly}
        value={text}
        onChange={(event) => {
          const day = event.target.value;
          setText(day);
          if (day !== "" && !isDay(day)) return;
          onChange(day || null, { in_place: is_going.current });
          is_going.current = true;
        }}
        onBlur={stop}
      />
    </Field>
  );
}
