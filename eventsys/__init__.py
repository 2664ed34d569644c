"""Runs SDG capacity-building workshops for Thai government offices."""
