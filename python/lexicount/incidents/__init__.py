"""Casualty figures: how many were killed, injured, missing, abducted, detained or displaced."""
