"""What a policy researcher reads after a sweep: figures, tables and a page, in English and in Chinese."""
