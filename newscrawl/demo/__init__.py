"""A small newspaper and an aggregator that previews it: invented, bundled, served on loopback
under fixed names.
"""
