import { Skeleton } from "@/components/ui/skeleton";

export function ArticlesLoading({ what }: { what: string }) {
  return (
    <div
      role="status"
      className="flex flex-col gap-4 rounded-lg border border-border bg-surface p-4"
    >
      <span className="sr-only">{what}</span>
      {["w-3/5", "w-4/5", "w-1/2"].map((width) => (
        <Skeleton key={width} className={`h-5 ${width}`} />
      ))}
    </div>
  );
}
