# syntax=docker/dockerfile:1
# Buckstop in a container: everything from the lock files, by hash; no root, nothing written but
# /var/lib/buckstop and /tmp.
#   docker build -t buckstop . && docker run --read-only --tmpfs /tmp -v buckstop:/var/lib/buckstop \
#       -p 8000:8000 -p 2525:2525 buckstop
FROM python:3.13-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /source
COPY requirements/runtime.txt requirements/build.txt requirements/
RUN python -m venv /opt/buckstop && python -m venv /opt/build \
    && /opt/buckstop/bin/pip install --require-hashes -r requirements/runtime.txt \
    && /opt/build/bin/pip install --require-hashes -r requirements/build.txt
COPY pyproject.toml README.md LICENSE ./
COPY packaging/hatch_build.py packaging/
COPY src src
RUN /opt/build/bin/pip wheel --no-deps --no-build-isolation --wheel-dir /wheels . \
    && /opt/buckstop/bin/pip install --no-deps --no-index /wheels/*.whl \
    && /opt/buckstop/bin/pip uninstall --yes pip

FROM python:3.13-slim-bookworm
RUN useradd --system --uid 10001 --user-group --no-create-home --home-dir /var/lib/buckstop \
        --shell /usr/sbin/nologin buckstop \
    && install -d -o buckstop -g buckstop -m 0700 /var/lib/buckstop
COPY --from=build /opt/buckstop /opt/buckstop
ENV PATH=/opt/buckstop/bin:$PATH BUCKSTOP_DATA=/var/lib/buckstop PYTHONDONTWRITEBYTECODE=1
USER 10001:10001
WORKDIR /var/lib/buckstop
VOLUME /var/lib/buckstop
EXPOSE 8000 2525
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=120s --retries=4 \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
ENTRYPOINT ["buckstop"]
CMD ["serve", "--host", "0.0.0.0", "--smtp-host", "0.0.0.0"]
