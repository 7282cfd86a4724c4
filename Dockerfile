# Two images of one release: `api`, which runs every `sami` command, and `web`, which is Caddy with the built panel.
#
#   docker build --target api --tag sami-api:local .
#   docker build --target web --tag sami-web:local .
#
# Packages are installed from the lock files, with hashes. The final images contain no installer or compiler and no file
# owned by the user that they run as, and write only to /tmp (Caddy also to /data).


FROM node:24.19.0-trixie-slim AS panel
WORKDIR /frontend
COPY frontend/package.json frontend/package-lock.json frontend/.npmrc ./
RUN npm ci
COPY frontend ./
RUN npm run build -- --logLevel=warn


# This stage installs packages with pip; the stage that runs them has no pip.
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
COPY CHANGELOG.md /app/CHANGELOG.md
# The pages, in case something other than `web` is in front, and for assets of an older or newer release.
COPY --from=panel /frontend/dist /app/frontend/dist
WORKDIR /app
# PYTHONPATH instead of an installation, which would need the build backend.
ENV PATH=/venv/bin:$PATH PYTHONPATH=/app/backend PYTHONUNBUFFERED=1 SAMI_ENV=production
USER 10001:10001
EXPOSE 8000
# `sami` shuts down gracefully on SIGTERM: it answers calls in flight and writes key usage.
STOPSIGNAL SIGTERM
ENTRYPOINT ["python", "-m", "sami"]
# One process per container, so that each has its own health check; `--workers` is for machines without containers.
CMD ["serve", "--host", "0.0.0.0", "--port", "8000"]


FROM caddy:2.11.4-alpine AS web
# The copy lacks the capability that the image sets on the program: with it, the kernel refuses to start the program if
# all capabilities are dropped. The directory for certificates belongs to the user that Caddy runs as, and so does a new
# volume there.
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
