# Three images from one file:
#   bot         everything that speaks to Telegram; no torch
#   worker-cpu  paints on the CPU
#   worker-cuda paints on an NVIDIA card; fails to build when the torch it finds is a CPU build
# docs/deployment.md says how to choose between them, and their sizes.
ARG BASE=python:3.11-slim-bookworm


FROM ${BASE} AS build
# Where pip may find wheels beside its index; empty or not given: nowhere.
ARG PIP_FIND_LINKS
ENV PATH=/opt/venv/bin:$PATH
RUN python -m venv /opt/venv
WORKDIR /src
# Requirements first: a change of the code alone installs none of them again.
COPY pyproject.toml constraints*.txt ./


FROM build AS build-bot
RUN python -c "import tomllib; print(*tomllib.load(open('pyproject.toml', 'rb'))['project']['optional-dependencies']['bot'], sep='\n')" > bot.txt
RUN --mount=type=cache,target=/root/.cache/pip pip install -c constraints.txt -r bot.txt
COPY . .
RUN --mount=type=cache,target=/root/.cache/pip pip install --no-deps .
# Stop here when a requirement is missing, or when torch came in by a back door.
RUN python -c "import bot.__main__, bot.health, importlib.util, sys; sys.exit(bool(importlib.util.find_spec('torch')))"


FROM build AS build-worker
# Another index to look for torch in, such as the one with the CPU builds; empty: only pip's own.
ARG TORCH_INDEX
# The file with the version of torch: that of the tests; constraints-run.txt for that of `make run`.
ARG TORCH_CONSTRAINTS=constraints-dev.txt
RUN python -c "import tomllib; p = tomllib.load(open('pyproject.toml', 'rb'))['project']; print(*p['dependencies'], *p['optional-dependencies']['worker'], sep='\n')" > worker.txt
RUN --mount=type=cache,target=/root/.cache/pip \
    pip install ${TORCH_INDEX:+--extra-index-url "$TORCH_INDEX"} -c constraints.txt -c "$TORCH_CONSTRAINTS" -r worker.txt
COPY . .
RUN --mount=type=cache,target=/root/.cache/pip pip install --no-deps .
# Stop here when a requirement is missing or a weight file is not what it should be.
RUN python -c "import worker.__main__, worker.tasks, worker.health; from emostyle.pipeline import Pipeline; Pipeline.load('cpu')"


FROM build-worker AS build-worker-cuda
RUN python -c "import sys, torch; sys.exit(None if torch.version.cuda else 'This torch is a CPU build: leave TORCH_INDEX empty or set it to a CUDA index.')"


FROM ${BASE} AS run
# A fixed number, so that the owner of files in a volume or a folder of the host can be set to it.
RUN useradd --uid 10001 --user-group --no-create-home --home-dir /tmp --shell /usr/sbin/nologin emostyle
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 HOME=/tmp
WORKDIR /app
COPY LICENSE NOTICE ./
USER 10001:10001
STOPSIGNAL SIGTERM
# As in pyproject.toml; the commit comes by --build-arg REVISION=$(git rev-parse HEAD).
ARG VERSION=0.1.0 REVISION=
LABEL org.opencontainers.image.title=emostyle \
      org.opencontainers.image.version=$VERSION \
      org.opencontainers.image.revision=$REVISION


FROM run AS bot
COPY --from=build-bot /opt/venv /opt/venv
CMD ["python", "-m", "bot"]


FROM run AS worker-cpu
COPY --from=build-worker /opt/venv /opt/venv
ENV EMOSTYLE_DEVICE=cpu
CMD ["python", "-m", "worker"]


FROM run AS worker-cuda
COPY --from=build-worker-cuda /opt/venv /opt/venv
ENV EMOSTYLE_DEVICE=cuda
CMD ["python", "-m", "worker"]
