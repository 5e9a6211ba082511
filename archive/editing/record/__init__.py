"""Reported quotes held against the transcripts: candidates are proposed by the worker and decided on by people."""
