import { Skeleton } from "@/components/ui/skeleton";

/** In place of a table's rows until they come. */
export function LoadingRows({ children }: { children: string }) {
  return (
    <div role="status" className="flex flex-col gap-4 p-4">
      <span className="sr-only">{children}</span>
      {["w-4/5", "w-3/5", "w-2/3", "w-1/2", "w-3/4"].map((width) => (
        <Skeleton key={width} className={`h-5 ${width}`} />
      ))}
    </div>
  );
}
