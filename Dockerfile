# One image for every service; Compose and k8s choose the one to run. The workspace keeps its layout: `pnpm deploy`
# would copy the packages under node_modules, where Node strips no types (ADR 0009).

# What decides an install, so that a change of source does not repeat it.
FROM node:24-slim AS manifests
WORKDIR /app
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml ./
COPY patches/ patches/
COPY packages/ packages/
COPY services/ services/
RUN find packages services -type f ! -name package.json -delete

# Behind a proxy that signs with its own authority: docker build --secret id=ca,src=authority.pem
FROM node:24-slim AS tools
WORKDIR /app
ENV NODE_EXTRA_CA_CERTS=/run/secrets/ca SSL_CERT_FILE=/run/secrets/ca
COPY --from=manifests /app ./
RUN --mount=type=secret,id=ca \
  npm install --global --allow-scripts=pnpm "$(node -p 'require("./package.json").packageManager')"

FROM tools AS dependencies
RUN --mount=type=secret,id=ca pnpm install --frozen-lockfile --prod \
  --filter-prod "@doorstep/deliveries..." --filter-prod "@doorstep/ingest..." --filter-prod "@doorstep/live..." \
  --filter-prod "@doorstep/analytics..." --filter-prod "@doorstep/notifications..." --filter-prod "@doorstep/web..." \
  --filter-prod "@doorstep/simulator..."

FROM tools AS pages
RUN --mount=type=secret,id=ca pnpm install --frozen-lockfile --filter "@doorstep/web..."
COPY packages/ packages/
COPY services/web/ services/web/
COPY tsconfig.json ./
RUN node services/web/src/build/main.ts

FROM node:24-slim
WORKDIR /app
COPY --from=dependencies /app ./
COPY packages/ packages/
COPY services/ services/
COPY --from=pages /app/services/web/dist services/web/dist
USER node
ENV NODE_ENV=production HOST=0.0.0.0 NODE_OPTIONS=--disable-warning=TimeoutNegativeWarning
HEALTHCHECK --interval=5s --timeout=3s --start-period=30s --retries=6 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
