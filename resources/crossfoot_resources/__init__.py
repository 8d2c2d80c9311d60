"""The content that auditors may edit: packs, fonts, sample workbooks. Data only; read through crossfoot.content."""
