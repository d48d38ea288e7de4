"""Putaran latar: pekerjaan yang diulang di luar usulan."""
