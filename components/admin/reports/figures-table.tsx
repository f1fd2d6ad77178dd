import { Change } from "@/components/admin/reports/change";
import { MEASURE, valueText } from "@/components/admin/reports/report-words";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import { MEASURES, type Spreads } from "@/lib/analytics/contract";

/** Every measure as mean, median and 90th percentile. */
export function FiguresTable({ figures, previous }: { figures: Spreads; previous: Spreads }) {
  return (
    <Table
      label="Mean, median and 90th percentile"
      className="print:text-xs print:[&_td]:px-1 print:[&_th]:px-1 print:[&_th]:whitespace-normal print:[&_th_svg]:hidden"
      regionClassName="print:overflow-visible"
    >
      <TableHead>
        <TableRow>
          <TableHeader>Measure</TableHeader>
          <TableHeader align="end">Mean</TableHeader>
          <TableHeader align="end">Median</TableHeader>
          <TableHeader align="end">90% within</TableHeader>
          <TableHeader align="end">Measured</TableHeader>
          <TableHeader>Mean, compared</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {MEASURES.map((measure) => {
          const { count, mean, median, p90 } = figures[measure];
          const before = previous[measure].mean;
          return (
            <TableRow key={measure}>
              <TableHeader scope="row" className="text-start">
                {MEASURE[measure].label}
                <span className="block min-w-44 text-sm print:min-w-0 print:text-xs font-normal text-text-muted">
                  {MEASURE[measure].hint}
                </span>
              </TableHeader>
              {[mean, median, p90].map((value, place) => (
                <TableCell
                  // biome-ignore lint/suspicious/noArrayIndexKey: the three stand where they stand
                  key={place}
                  align="end"
                  className="whitespace-nowrap"
                >
                  {valueText(measure, value)}
                </TableCell>
              ))}
              <TableCell align="end" className="text-text-muted">
                {count.toLocaleString("en")}
              </TableCell>
              <TableCell className="min-w-48 print:min-w-0">
                <Change now={mean} before={before} was={valueText(measure, before)} />
              </TableCell>
            </TableRow>
          );
        })}
      </TableBody>
    </Table>
  );
}
