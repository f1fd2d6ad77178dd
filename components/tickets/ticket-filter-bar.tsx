"use client";

import { Search } from "lucide-react";
import { type Ref, useEffect, useRef, useState } from "react";
import { isFiltered, NO_FILTERS, type TicketFilters } from "@/components/tickets/ticket-filters";
import { useAgents } from "@/components/tickets/use-tickets";
import { PRIORITY, TICKET_STATUS, ZENDESK } from "@/components/tickets/words";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Kbd } from "@/components/ui/kbd";
import { NativeSelect } from "@/components/ui/native-select";
import { PRIORITIES } from "@/lib/sessions/contract";
import { TICKET_STATUSES } from "@/lib/tickets/contract";
import { ZENDESK_STATES } from "@/lib/zendesk/contract";

/** Each change is a step that Back takes back; one `in_place` belongs to the step before it. */
type Change = (part: Partial<TicketFilters>, options?: { in_place?: boolean }) => void;

type TicketFilterBarProps = {
  filters: TicketFilters;
  onChange: Change;
  searchRef: Ref<HTMLInputElement>;
};

export function TicketFilterBar({ filters, onChange, searchRef }: TicketFilterBarProps) {
  const { data: agents = [] } = useAgents();
  const { assignee } = filters;
  const is_known =
    !assignee || /^\D/.test(assignee) || agents.some(({ id }) => String(id) === assignee);
  return (
    <search className="grid grid-cols-2 items-end gap-3 border-b p-3 sm:flex sm:flex-wrap sm:px-4">
      <SearchField
        value={filters.q ?? ""}
        onChange={(q, options) => onChange({ q: q || null }, options)}
        fieldRef={searchRef}
      />
      <Field label="Status" className="sm:w-32">
        <NativeSelect
          value={filters.status ?? ""}
          onChange={({ target }) =>
            onChange({ status: TICKET_STATUSES.find((one) => one === target.value) ?? null })
          }
        >
          <option value="">All</option>
          {TICKET_STATUSES.map((status) => (
            <option key={status} value={status}>
              {TICKET_STATUS[status].label}
            </option>
          ))}
        </NativeSelect>
      </Field>
      <Field label="Priority" className="sm:w-32">
        <NativeSelect
          value={filters.priority ?? ""}
          onChange={({ target }) =>
            onChange({ priority: PRIORITIES.find((one) => one === target.value) ?? null })
          }
        >
          <option value="">All</option>
          {PRIORITIES.toReversed().map((priority) => (
            <option key={priority} value={priority}>
              {PRIORITY[priority].label}
            </option>
          ))}
        </NativeSelect>
      </Field>
      <Field label="Assigned to" className="sm:w-44">
        <NativeSelect
          value={assignee ?? ""}
          onChange={({ target }) => onChange({ assignee: target.value || null })}
        >
          <option value="">All</option>
          <option value="me">Me</option>
          <option value="none">Nobody</option>
          {!is_known && <option value={assignee}>Agent {assignee}</option>}
          {agents.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </NativeSelect>
      </Field>
      {filters.zendesk && (
        <Field label="Zendesk" className="sm:w-32">
          <NativeSelect
            value={filters.zendesk}
            onChange={({ target }) =>
              onChange({ zendesk: ZENDESK_STATES.find((one) => one === target.value) ?? null })
            }
          >
            <option value="">All</option>
            {ZENDESK_STATES.map((state) => (
              <option key={state} value={state}>
                {ZENDESK[state]}
              </option>
            ))}
          </NativeSelect>
        </Field>
      )}
      {isFiltered(filters) && (
        <Button variant="ghost" className="justify-self-start" onClick={() => onChange(NO_FILTERS)}>
          Clear
        </Button>
      )}
    </search>
  );
}

/** So long after the last key the address has it, in milliseconds. */
const WRITTEN_AFTER = 250;

type SearchFieldProps = {
  value: string;
  onChange: (q: string, options: { in_place: boolean }) => void;
  fieldRef: Ref<HTMLInputElement>;
};

function SearchField({ value, onChange, fieldRef }: SearchFieldProps) {
  const [text, setText] = useState(value);
  const [shown, setShown] = useState(value);
  /** All that one types in one go is one step back. */
  const is_going = useRef(false);
  const writing = useRef<ReturnType<typeof setTimeout>>(undefined);
  if (shown !== value) {
    setShown(value);
    // What is being typed is ahead of the address.
    if (text.replace(/\s+/g, " ").trim() !== value) setText(value);
  }
  useEffect(() => () => clearTimeout(writing.current), []);

  function write(q: string) {
    clearTimeout(writing.current);
    if (q.replace(/\s+/g, " ").trim() === value) return;
    onChange(q, { in_place: is_going.current });
    is_going.current = true;
  }
  return (
    <Field
      label={
        <>
          Search <Kbd keys="/" className="ms-1 align-middle pointer-coarse:hidden" />
        </>
      }
      className="max-sm:col-span-2 sm:w-64"
    >
      <Input
        ref={fieldRef}
        icon={<Search />}
        placeholder="Number, subject or customer"
        enterKeyHint="search"
        autoComplete="off"
        maxLength={100}
        value={text}
        onChange={({ currentTarget }) => {
          const q = currentTarget.value;
          setText(q);
          clearTimeout(writing.current);
          writing.current = setTimeout(() => write(q), WRITTEN_AFTER);
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === "Enter") write(text);
          if (event.key === "Escape") {
            setText("");
            write("");
          }
        }}
        onBlur={() => {
          write(text);
          is_going.current = false;
        }}
      />
    </Field>
  );
}
