import { hourText, LONG_WEEKDAYS, WEEKDAYS } from "@/components/admin/reports/report-words";
import { Table, TableBody, TableHead } from "@/components/ui/table";

/** The most of the accent that a cell's ground takes, in percent: its number stays readable. */
const DEEPEST = 36;
/** What one chat is seen by, beside an hour that had very many. */
const LEAST = 5;

const depth = (count: number, most: number) =>
  count === 0 ? 0 : LEAST + Math.round((count / most) * (DEEPEST - LEAST));

/** Every hour of the week with its number; the ground is deeper where there are more. */
export function HeatMap({ cells }: { cells: number[][] }) {
  const most = Math.max(1, ...cells.flat());
  return (
    <Table
      label="Hours of the week"
      className="text-xs tabular-nums"
      regionClassName="p-2 print:overflow-visible"
    >
      <TableHead>
        <tr>
          <th scope="col" className="sticky start-0 bg-surface p-1 text-start font-medium">
            <span className="sr-only">Weekday</span>
          </th>
          {cells[0]?.map((_, hour) => (
            <th
              // biome-ignore lint/suspicious/noArrayIndexKey: an hour is its place
              key={hour}
              scope="col"
              className="min-w-7 p-1 text-center font-medium text-text-muted print:min-w-0"
            >
              <span aria-hidden="true">{String(hour).padStart(2, "0")}</span>
              <span className="sr-only">{hourText(hour)}</span>
            </th>
          ))}
        </tr>
      </TableHead>
      <TableBody>
        {cells.map((hours, day) => (
          <tr key={WEEKDAYS[day]}>
            <th scope="row" className="sticky start-0 bg-surface p-1 text-start font-medium">
              <abbr title={LONG_WEEKDAYS[day]} className="no-underline">
                {WEEKDAYS[day]}
              </abbr>
            </th>
            {hours.map((count, hour) => (
              <td
                // biome-ignore lint/suspicious/noArrayIndexKey: an hour is its place
                key={hour}
                className="border border-surface p-1 text-center [print-color-adjust:exact]"
                style={{
                  backgroundColor: `color-mix(in oklab, var(--color-accent) ${depth(count, most)}%, var(--color-surface))`,
                }}
              >
                <span className={count === 0 ? "text-text-subtle" : "font-medium text-text"}>
                  {count.toLocaleString("en")}
                </span>
              </td>
            ))}
          </tr>
        ))}
      </TableBody>
    </Table>
  );
}
