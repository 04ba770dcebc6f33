"""Tests of the article side: parser, schema and checks."""
