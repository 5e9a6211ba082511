"""Mails to those who follow a search: `compose` says what is due, `send` writes and sends it, `links` are its secrets."""
