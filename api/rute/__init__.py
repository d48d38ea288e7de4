"""Rute: tanda tangan dan satu panggilan."""
