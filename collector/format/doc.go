// Package format decodes the files that offices send into the one table model
// of package table: Excel workbooks (.xlsx, .xlsm) and CSV. Each decoder knows
// bytes only; where they came from lives in package source, and what the
// tables mean in package gate.
//
// Workbooks are opened by excelize, which checks the archive and knows the
// styles; their cells are read as a stream, because excelize lays a sheet out
// densely, so that one formatted cell in the last row of the last column costs
// gigabytes. What a cell holds is read with all its digits, not as it is
// displayed, except that a date is a date and a percentage a percentage.
// Hidden sheets are not read, since whoever sent them could not see them; a
// warning says so. Hidden rows and columns are read: filters hide them.
package format
