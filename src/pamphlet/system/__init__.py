"""The rim: files, child processes, the machine's voices. Imports :mod:`pamphlet.diagnostics` and nothing else."""
