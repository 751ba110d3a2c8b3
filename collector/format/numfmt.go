package format

import (
	"regexp"
	"strings"

	"github.com/xuri/excelize/v2"

	"jindu/internal/model"
)

// A numberFormat is what the format of a cell makes of its number.
type numberFormat struct {
	date    bool   // With a day, a month or a year.
	percent bool   // 0.271 shows as 27.1%.
	scaled  bool   // Shows another size than the number has.
	unit    string // 12.19 shows as 12.19亿元.
}

// numberFormats gives the format of each style of a workbook.
func numberFormats(f *excelize.File) []numberFormat {
	if f.Styles == nil || f.Styles.CellXfs == nil {
		return nil
	}
	custom := map[int]string{}
	if f.Styles.NumFmts != nil {
		for _, n := range f.Styles.NumFmts.NumFmt {
			custom[n.NumFmtID] = n.FormatCode
		}
	}
	formats := make([]numberFormat, len(f.Styles.CellXfs.Xf))
	for i, xf := range f.Styles.CellXfs.Xf {
		if xf.NumFmtID == nil {
			continue
		}
		if code, ok := custom[*xf.NumFmtID]; ok {
			formats[i] = parseNumberFormat(code)
		} else {
			formats[i] = builtInFormat(*xf.NumFmtID)
		}
	}
	return formats
}

// builtInFormat knows the formats that have a number and no code (ECMA-376
// part 1, 18.8.30, with those of the Chinese editions).
func builtInFormat(id int) numberFormat {
	switch {
	case id == 9 || id == 10:
		return numberFormat{percent: true}
	case id >= 14 && id <= 17, id == 22, id >= 27 && id <= 31, id == 36, id >= 50 && id <= 54, id == 57, id == 58:
		return numberFormat{date: true}
	}
	return numberFormat{}
}

var (
	quotedPart  = regexp.MustCompile(`"[^"]*"`)
	hiddenPart  = regexp.MustCompile(`\\.|_.|\*.|\[[^\]]*\]`)
	scaledPart  = regexp.MustCompile(`[0#?],+([^0#?,]|$)`)
	shiftedPart = regexp.MustCompile(`[0#?][!\\][.]`)
	quotedUnit  = regexp.MustCompile(`^(?:\[[^\]]*\])?[#,0]*0(?:\.[0#]+)?(?:_.)?\s*"\s*([^"]+)"`)
	bareUnit    = regexp.MustCompile(`^(?:\[[^\]]*\])?[#,0]*0(?:\.[0#]+)?(?:_.)?\s*(\p{Han}+)$`)
)

// parseNumberFormat reads a format code; what counts is the part for positive
// numbers.
func parseNumberFormat(code string) numberFormat {
	unquoted := quotedPart.ReplaceAllString(code, "")
	positive, _, _ := strings.Cut(code, ";")
	bare := strings.ToLower(hiddenPart.ReplaceAllString(unquoted, ""))
	bare, _, _ = strings.Cut(bare, ";")
	if strings.Contains(bare, "general") || strings.Contains(bare, "通用格式") || bare == "@" {
		return numberFormat{}
	}
	time := strings.ContainsAny(bare, "hs")
	if strings.ContainsAny(bare, "yd") || strings.Contains(bare, "m") && !time {
		return numberFormat{date: true}
	}
	f := numberFormat{percent: strings.Contains(bare, "%")}
	f.scaled = scaledPart.MatchString(bare) || shiftedPart.MatchString(unquoted)
	f.unit = formatUnit(positive)
	if f.percent {
		f.unit = ""
	}
	return f
}

// formatUnit gives the unit that a format writes after the number.
func formatUnit(code string) string {
	for _, pattern := range []*regexp.Regexp{quotedUnit, bareUnit} {
		if m := pattern.FindStringSubmatch(code); m != nil {
			if u, ok := model.ParseUnit(m[1]); ok {
				return u.Name
			}
		}
	}
	return ""
}
