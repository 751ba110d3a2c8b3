package testbed

import "testing"

// Chromium gives the path of a Chromium, which lays pages out with fonts for
// Chinese.
func Chromium(tb testing.TB) string {
	tb.Helper()
	return find(tb, "chromium", "install Debian's packages chromium and fonts-noto-cjk")
}

// PDFToText gives the path of a program that reads the text of a PDF.
func PDFToText(tb testing.TB) string {
	tb.Helper()
	return find(tb, "pdftotext", "install Debian's package poppler-utils")
}
