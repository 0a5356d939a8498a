"""A small invented newspaper and an aggregator that previews it. A server on loopback serves both
under fixed names.
"""
