// Package sheet holds tables that people keep: typed cells in columns, written
// as they are read, as CSV or as a workbook. What a cell shows and what a
// spreadsheet counts with come from the same value.
package sheet
