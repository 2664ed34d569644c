"""Documents: plain data in, bytes out.

Nothing here reads a database, a clock, a request or the network, so that a document can be made in
any process and tested from values alone.
"""
