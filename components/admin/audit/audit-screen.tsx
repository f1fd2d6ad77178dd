"use client";

import {
  ACTIONS,
  type AuditFilters,
  isFiltered,
  NO_FILTERS,
  readFilters,
  writeFilters,
} from "@/components/admin/audit/audit-filters";
import { AuditTable } from "@/components/admin/audit/audit-table";
import { ACTION_WORDS } from "@/components/admin/audit/audit-text";
import { DaysFilter, StaffFilter } from "@/components/admin/filter-bar";
import { useFilters } from "@/components/admin/use-filters";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { NativeSelect } from "@/components/ui/native-select";
import { PageHeader } from "@/components/ui/page-header";

export function AuditScreen() {
  const { filters, change } = useFilters({ read: readFilters, write: writeFilters });
  return (
    <>
      <PageHeader
        title="Audit log"
        description="Who gave, took or ended chats of others, and who changed tickets, articles, staff and settings, or exported and erased. Rows are never changed or deleted."
      />
      <div className="min-w-0 overflow-hidden rounded-lg border border-border bg-surface">
        <AuditFilterBar filters={filters} onChange={change} />
        <AuditTable filters={filters} onClear={() => change(NO_FILTERS)} />
      </div>
    </>
  );
}

type AuditFilterBarProps = {
  filters: AuditFilters;
  onChange: (part: Partial<AuditFilters>, options?: { in_place?: boolean }) => void;
};

function AuditFilterBar({ filters, onChange }: AuditFilterBarProps) {
  return (
    <search className="grid grid-cols-2 items-start gap-3 border-b p-3 sm:flex sm:flex-wrap">
      <StaffFilter
        label="Who"
        value={filters.actor_id}
        onChange={(actor_id) => onChange({ actor_id })}
      />
      <Field label="What" className="sm:w-44 lg:w-52">
        <NativeSelect
          value={filters.action ?? ""}
          onChange={(event) =>
            onChange({ action: ACTIONS.find((one) => one === event.target.value) ?? null })
          }
        >
          <option value="">All</option>
          {ACTIONS.map((action) => (
            <option key={action} value={action}>
              {ACTION_WORDS[action]}
            </option>
          ))}
        </NativeSelect>
      </Field>
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
