"""Entities: who, where, when and how much, found in text, linked and counted."""
