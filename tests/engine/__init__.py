"""A real model server for the slow tests: llama.cpp's own, on a model that is made here."""
