import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // In development Next takes localhost alone for its own.
  allowedDevOrigins: ["127.0.0.1"],
  // Types are `npm run check`'s work; checking them again would double every build.
  typescript: { ignoreBuildErrors: true },
  experimental: {
    // From 50 KB of source on, what only the customer's page has would be a file beside what it shares
    // with the staff's: two files, in which the same code weighs 1 KB more.
    turbopackChunking: { minChunkSize: 100_000 },
  },
  serverExternalPackages: [
    "@aws-sdk/client-s3",
    "@fastify/busboy",
    "@node-rs/argon2",
    "pino",
    "postgres",
    "prom-client",
    "rate-limiter-flexible",
    "sharp",
    "socket.io",
  ],
};

export default config;
