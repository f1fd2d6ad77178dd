import { Search } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { type ArticleFilters, useArticleCategories } from "./use-articles";

export const NO_FILTERS: ArticleFilters = { q: "", status: "", category: "" };
export const isFiltered = (filters: ArticleFilters) => Object.values(filters).some(Boolean);

type ArticleFilterBarProps = {
  filters: ArticleFilters;
  onChange: (filters: ArticleFilters) => void;
};

export function ArticleFilterBar({ filters, onChange }: ArticleFilterBarProps) {
  const categories = useArticleCategories();
  return (
    <search className="grid grid-cols-2 items-start gap-3 sm:flex sm:flex-wrap">
      <Field label="Search" className="col-span-2 sm:w-72">
        <Input
          icon={<Search />}
          type="search"
          placeholder="Words of the article"
          enterKeyHint="search"
          autoComplete="off"
          maxLength={200}
          value={filters.q}
          onChange={(event) => onChange({ ...filters, q: event.target.value })}
        />
      </Field>
      <Field label="Status" className="sm:w-36">
        <NativeSelect
          value={filters.status}
          onChange={(event) => onChange({ ...filters, status: event.target.value })}
        >
          <option value="">All</option>
          <option value="draft">Draft</option>
          <option value="published">Published</option>
        </NativeSelect>
      </Field>
      <Field label="Category" className="sm:w-44">
        <NativeSelect
          value={filters.category}
          onChange={(event) => onChange({ ...filters, category: event.target.value })}
        >
          <option value="">All</option>
          {[...new Set([...categories, filters.category])].filter(Boolean).map((category) => (
            <option key={category} value={category}>
              {category}
            </option>
          ))}
        </NativeSelect>
      </Field>
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
