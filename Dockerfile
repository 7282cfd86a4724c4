# Two images of one release: `api`, which every `sami` command runs in, and `web`, which is Caddy with the built panel.
#
#   docker build --target api --tag sami-api:local .
#   docker build --target web --tag sami-web:local .
#
# Packages come by the locks, with their hashes. Nothing that installs or compiles is left in what runs, nothing in it
# belongs to the user that it runs as, and nothing is written outside of /tmp (and, by Caddy, of /data).


FROM node:24.19.0-trixie-slim AS panel
WORKDIR /frontend
COPY frontend/package.json frontend/package-lock.json frontend/.npmrc ./
RUN npm ci
COPY frontend ./
RUN npm run build -- --logLevel=warn


# Where packages are installed has pip; where they run has not.
FROM python:3.13.14-slim-trixie AS packages
COPY requirements/serve.txt /
RUN python -m venv --without-pip /venv \
    && pip --python /venv/bin/python install --no-cache-dir --only-binary :all: --require-hashes --requirement /serve.txt
COPY backend/sami /app/backend/sami
RUN /venv/bin/python -m compileall -q /app/backend


FROM python:3.13.14-slim-trixie AS api
RUN pip uninstall --yes --root-user-action=ignore pip
COPY --from=packages /venv /venv
COPY --from=packages /app /app
COPY migrations /app/migrations
COPY docs/guides /app/docs/guides
# The pages, for whoever puts something other than `web` in front; and for assets of an older or newer release.
COPY --from=panel /frontend/dist /app/frontend/dist
WORKDIR /app
# PYTHONPATH instead of an installation, which would take the build backend.
ENV PATH=/venv/bin:$PATH PYTHONPATH=/app/backend PYTHONUNBUFFERED=1 SAMI_ENV=production
USER 10001:10001
EXPOSE 8000
# `sami` ends properly on SIGTERM: calls in hand are answered, what keys were used for is written down.
STOPSIGNAL SIGTERM
ENTRYPOINT ["python", "-m", "sami"]
# Each process is a container of its own, so that the health of each is known; `--workers` is for machines without them.
CMD ["serve", "--host", "0.0.0.0", "--port", "8000"]


FROM caddy:2.11.4-alpine AS web
# As a copy, the program is without the capability that the image gives it. With that, the kernel refuses to start it where
# all capabilities are dropped. The directory for certificates belongs to whom it runs as, and so does a new volume there.
RUN cp /usr/bin/caddy /usr/bin/caddy.plain \
    && mv /usr/bin/caddy.plain /usr/bin/caddy \
    && mkdir -p /data/caddy \
    && chown -R 10001:10001 /data
COPY deploy/Caddyfile deploy/pages.caddy /etc/caddy/
COPY --from=panel /frontend/dist /srv
ENV XDG_CONFIG_HOME=/tmp
USER 10001:10001
STOPSIGNAL SIGTERM
CMD ["caddy", "run", "--config", "/etc/caddy/Caddyfile"]
