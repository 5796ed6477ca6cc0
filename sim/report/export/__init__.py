"""Results as files that other programs read: tables with a codebook, a workbook, Stata and SPSS files, Parquet."""
