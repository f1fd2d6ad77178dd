import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import "./globals.css";

export const metadata: Metadata = { title: { default: "Parley", template: "%s · Parley" } };

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  // A phone's keyboard takes its room from the page, so that it never covers the composer.
  interactiveWidget: "resizes-content",
};

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}
