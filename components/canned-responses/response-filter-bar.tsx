import { Search } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import type { CannedResponse } from "@/lib/canned-responses/contract";
import {
  categoriesOf,
  isFiltered,
  NO_FILTERS,
  type ResponseFilters,
  tagsOf,
} from "./response-filters";

type ResponseFilterBarProps = {
  all: readonly CannedResponse[];
  filters: ResponseFilters;
  onChange: (filters: ResponseFilters) => void;
};

const OWNERS = { "": "All", own: "Your own", shared: "Shared" } as const;
const STATES = { "": "All", active: "Active", inactive: "Inactive" } as const;

const named = (values: string[]): Record<string, string> => ({
  "": "All",
  ...Object.fromEntries(values.map((value) => [value, value])),
});

export function ResponseFilterBar({ all, filters, onChange }: ResponseFilterBarProps) {
  const select = <Name extends "owner" | "category" | "tag" | "state">(
    label: string,
    name: Name,
    options: Readonly<Record<string, string>>,
  ) => (
    <Field label={label} className="sm:w-36">
      <NativeSelect
        value={filters[name]}
        onChange={(event) => onChange({ ...filters, [name]: event.target.value })}
      >
        {Object.entries(options).map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </NativeSelect>
    </Field>
  );
  return (
    <search className="grid grid-cols-2 items-start gap-3 sm:flex sm:flex-wrap">
      <Field label="Search" className="col-span-2 sm:w-56">
        <Input
          icon={<Search />}
          type="search"
          placeholder="Name, text or tag"
          enterKeyHint="search"
          autoComplete="off"
          maxLength={100}
          value={filters.q}
          onChange={(event) => onChange({ ...filters, q: event.target.value })}
        />
      </Field>
      {select("Whose", "owner", OWNERS)}
      {select("Category", "category", named(categoriesOf(all)))}
      {select("Tag", "tag", named(tagsOf(all)))}
      {select("Status", "state", STATES)}
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
