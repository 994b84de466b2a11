"""Requests to other people's servers: endpoints, reconciliation services, triple stores.

Each request names the program and its makers, ends in time, and reads a bounded answer; an address
never carries a password; every failure has an address and a reason.
"""
