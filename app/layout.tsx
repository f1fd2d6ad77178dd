import type { Metadata, Viewport } from "next";
import { connection } from "next/server";
import type { ReactNode } from "react";
import { VisiblePart } from "@/components/ui/visible-part";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Parley", template: "%s · Parley" },
  // The staff's web app; the customer's page has one of its own.
  manifest: "/inbox.webmanifest",
  icons: { icon: "/icon.svg", apple: "/icons/inbox-apple.png" },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  // A phone's keyboard takes its room from the page, so that it never covers the composer.
  interactiveWidget: "resizes-content",
  // To the edges of the glass; what must stay off its corners is inset in globals.css.
  viewportFit: "cover",
  // `--color-surface`, which the headers have.
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#ffffff" },
    { media: "(prefers-color-scheme: dark)", color: "#14171b" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  // No page is made during the build: each has scripts that run in its own answer alone.
  await connection();
  return (
    <html lang="en">
      <body>
        <VisiblePart />
        {children}
      </body>
    </html>
  );
}
