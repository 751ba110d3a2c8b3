// Package bulletin writes what an office sends out: the ranked monthly bulletin
// (通报), the prose for the level above (信息) and the week's digest (周督导).
//
// It makes a Content of boards, a text of the content by a template, and of the
// text Markdown, an HTML document for A4 paper, and of its tables a workbook. So
// no two of them can differ. It does no I/O and has no clock; how issued ones
// are kept is package archive's. What templates may call and read is in
// docs/bulletin.md.
package bulletin
