# How to run it: docs/deploy.md. Debian, because PostgreSQL's binaries need its C library.
FROM node:20-slim AS build
WORKDIR /parley
COPY package.json package-lock.json ./
RUN npm ci --omit=dev
COPY . .
RUN npm run build && rm -rf .next/cache

FROM node:20-slim
ENV NODE_ENV=production PARLEY_DATA_DIR=/data npm_config_update_notifier=false
WORKDIR /parley
# It stays root's: the server writes nowhere but to /data.
COPY --from=build /parley .
RUN install -d -o node -g node -m 700 /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --start-period=60s CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/api/health`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["npm", "start"]
