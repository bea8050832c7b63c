"""Runs llama.cpp's server on a model file until it is told to stop: `python serve.py MODEL CONTEXT`.

Runs in the engine's own environment (xllamacpp). Prints the address when it listens.
"""

from __future__ import annotations

import signal
import sys

import xllamacpp

signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
wanted = xllamacpp.CommonParams()
wanted.model.path = sys.argv[1]
wanted.n_ctx = int(sys.argv[2])
wanted.n_parallel = 1
wanted.warmup = False
wanted.hostnames = ["127.0.0.1"]
wanted.port = 0
wanted.use_jinja = True
wanted.cpuparams.n_threads = 1
wanted.model_alias = {"recites"}
wanted.offline = True
wanted.ui = False
wanted.endpoint_slots = True
server = xllamacpp.Server(wanted)
print(server.listening_address, flush=True)
signal.sigwait({signal.SIGTERM})
