import { Skeleton } from "@/components/ui/skeleton";

type RowSkeletonsProps = {
  label: string;
  rows: number;
  /** As high as a row of the queue, with its badges. */
  tall?: boolean;
};

export function RowSkeletons({ label, rows, tall = false }: RowSkeletonsProps) {
  return (
    <div role="status" aria-label={label}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all the same
        <div key={row} className="flex flex-col border-b px-3 py-2">
          <Skeleton className="my-0.5 h-4 w-2/5" />
          <Skeleton className="my-0.5 h-4 w-3/5" />
          {tall && (
            <>
              <Skeleton className="my-0.5 h-4 w-4/5" />
              <Skeleton className="mt-1.5 ms-auto h-7 w-20 pointer-coarse:h-11" />
            </>
          )}
        </div>
      ))}
    </div>
  );
}
