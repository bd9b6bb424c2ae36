# syntax=docker/dockerfile:1
# One target a service: docker build --target inventory -t orderflow/inventory .

FROM node:20.20.2-bookworm-slim AS build
WORKDIR /app
COPY . .
RUN npm ci && npx nx run-many -t build

# What every service runs on. Each target adds its built files and production dependencies, packed by deploy/pack.sh.
FROM node:20.20.2-bookworm-slim AS runtime
ENV NODE_ENV=production HOST=0.0.0.0
USER node
WORKDIR /app
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=5s --timeout=3s --start-period=60s --retries=10 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/ready`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]

FROM build AS pack-gateway
RUN deploy/pack.sh gateway /pack

FROM runtime AS gateway
ENV PORT=3000
EXPOSE 3000
COPY --from=pack-gateway --chown=node:node /pack .
CMD ["node", "--enable-source-maps", "apps/gateway/dist/main.js"]

FROM build AS pack-order-api
RUN deploy/pack.sh order-api /pack

FROM runtime AS order-api
ENV PORT=3001
EXPOSE 3001
COPY --from=pack-order-api --chown=node:node /pack .
CMD ["node", "--enable-source-maps", "apps/order-api/dist/main.js"]

FROM build AS pack-inventory
RUN deploy/pack.sh inventory /pack

FROM runtime AS inventory
ENV PORT=3002
EXPOSE 3002
COPY --from=pack-inventory --chown=node:node /pack .
CMD ["node", "--enable-source-maps", "apps/inventory/dist/main.js"]

FROM build AS pack-notification
RUN deploy/pack.sh notification /pack

FROM runtime AS notification
ENV PORT=3003
EXPOSE 3003
COPY --from=pack-notification --chown=node:node /pack .
CMD ["node", "--enable-source-maps", "apps/notification/dist/main.js"]

FROM build AS pack-analytics
RUN deploy/pack.sh analytics /pack

FROM runtime AS analytics
ENV PORT=3004
EXPOSE 3004
COPY --from=pack-analytics --chown=node:node /pack .
CMD ["node", "--enable-source-maps", "apps/analytics/dist/main.js"]

FROM build AS pack-transaction
RUN deploy/pack.sh transaction /pack

FROM runtime AS transaction
ENV PORT=3005
EXPOSE 3005
COPY --from=pack-transaction --chown=node:node /pack .
CMD ["node", "--enable-source-maps", "apps/transaction/dist/main.js"]
