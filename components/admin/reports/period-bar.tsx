import { DayFilter } from "@/components/admin/filter-bar";
import { faultOf, type ReportPeriod } from "@/components/admin/reports/report-period";
import { Field } from "@/components/ui/field";
import { NativeSelect } from "@/components/ui/native-select";

const PERIODS = [
  ["today", "Today"],
  ["7d", "7 days"],
  ["30d", "30 days"],
  ["custom", "Custom"],
] as const;

type PeriodBarProps = {
  period: ReportPeriod;
  onChange: (part: Partial<ReportPeriod>, options?: { in_place?: boolean }) => void;
};

export function PeriodBar({ period, onChange }: PeriodBarProps) {
  const fault = faultOf(period);
  return (
    <search className="grid grid-cols-2 items-start gap-3 sm:flex sm:flex-wrap print:hidden">
      <Field label="Period" className="sm:w-36">
        <NativeSelect
          value={period.preset}
          onChange={({ target }) => {
            const chosen = PERIODS.find(([name]) => name === target.value);
            if (chosen) onChange({ preset: chosen[0], from: null, to: null });
          }}
        >
          {PERIODS.map(([name, label]) => (
            <option key={name} value={name}>
              {label}
            </option>
          ))}
        </NativeSelect>
      </Field>
      {period.preset === "custom" && (
        <>
          <DayFilter
            label="From"
            error={fault.from}
            value={period.from}
            onChange={(from, options) => onChange({ from }, options)}
          />
          <DayFilter
            label="To"
            error={fault.to}
            value={period.to}
            onChange={(to, options) => onChange({ to }, options)}
          />
        </>
      )}
    </search>
  );
}
