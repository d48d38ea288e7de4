"""Demo: pekerjaan utama sistem ini tanpa tangan, lewat HTTP saja."""
