"""Sentences for people, made from the codes and parameters that rules and services return.

A code says what is the case; only this package says it in words, so that the form, the API, the
command line and a PDF use the same sentence in the reader's language.
"""
