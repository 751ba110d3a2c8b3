// Package template writes the blank workbook: a sheet for each table that the
// gate reads, with units in the headers, lists to choose from, and a sheet that
// explains every column, in Chinese or in English. Filled in, it is taken as it
// stands.
package template
