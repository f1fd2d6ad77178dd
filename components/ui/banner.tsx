import { clsx } from "clsx";
import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

const tones = {
  info: { Icon: Info, look: "bg-info-soft text-info-text" },
  success: { Icon: CircleCheck, look: "bg-success-soft text-success-text" },
  warning: { Icon: TriangleAlert, look: "bg-warning-soft text-warning-text" },
  danger: { Icon: CircleAlert, look: "bg-danger-soft text-danger-text" },
};

type BannerProps = {
  tone?: keyof typeof tones;
  title?: ReactNode;
  /** Buttons at the end. */
  action?: ReactNode;
  className?: string;
  children?: ReactNode;
};

export function Banner({ tone = "info", title, action, className, children }: BannerProps) {
  const { Icon, look } = tones[tone];
  return (
    <div
      role={tone === "danger" ? "alert" : "status"}
      className={clsx(
        "flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg px-3 py-2 text-base",
        look,
        className,
      )}
    >
      <div className="flex min-w-0 flex-1 basis-48 gap-2">
        <Icon aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
        <div className="min-w-0 flex-1 wrap-anywhere">
          {title && <p className="font-medium">{title}</p>}
          {children && <div className="text-pretty text-text">{children}</div>}
        </div>
      </div>
      {action && <div className="flex shrink-0 gap-2">{action}</div>}
    </div>
  );
}
