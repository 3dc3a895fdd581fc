"""Timings as ratios against named peers: `python -m bench [names] [--threads n] [--quick]`.

Times on a busy machine mean little; ratios of interleaved runs mean something. The peers'
packages are in bench/requirements.txt; a peer that is not installed is skipped by name.
"""
