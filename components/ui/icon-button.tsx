import type { ReactNode } from "react";
import { Button, type ButtonProps } from "./button";
import { Tooltip } from "./tooltip";

type IconButtonProps = Omit<ButtonProps, "aria-label" | "children" | "square"> & {
  /** The control's name, read aloud and shown in the tooltip. */
  label: string;
  /** The icon. */
  children: ReactNode;
  tooltipSide?: "top" | "bottom";
};

export function IconButton({
  label,
  tooltipSide,
  variant = "ghost",
  children,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip content={label} shortcut={rest.shortcut} side={tooltipSide} describes={false}>
      <Button {...rest} variant={variant} square aria-label={label}>
        {children}
      </Button>
    </Tooltip>
  );
}
