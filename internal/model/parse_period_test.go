package model

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestParsePeriod(t *testing.T) {
	const noYear = 0
	for _, c := range []struct {
		text string
		year int // Of the sheet.
		want string
	}{
		// Years.
		{"2020", noYear, "2020"},
		{"2020年", noYear, "2020"},
		{"2020年度", noYear, "2020"},
		{"2020年全年", noYear, "2020"},
		{" 2020 ", noYear, "2020"},
		{"1900", noYear, "1900"},
		{"2199", noYear, "2199"},
		// Halves.
		{"2020H1", noYear, "2020-S1"},
		{"2020-H2", noYear, "2020-S2"},
		{"2020-S1", noYear, "2020-S1"},
		{"2020h1", noYear, "2020-S1"},
		{"2020年上半年", noYear, "2020-S1"},
		{"2020年下半年", noYear, "2020-S2"},
		{"上半年", 2020, "2020-S1"},
		{"下半年", 2019, "2019-S2"},
		// Quarters.
		{"2020-Q2", noYear, "2020-Q2"},
		{"2020Q2", noYear, "2020-Q2"},
		{"2020q3", noYear, "2020-Q3"},
		{"2020年Q4", noYear, "2020-Q4"},
		{"2020年二季度", noYear, "2020-Q2"},
		{"2020年第二季度", noYear, "2020-Q2"},
		{"2020年第2季度", noYear, "2020-Q2"},
		{"2020年3季度", noYear, "2020-Q3"},
		{"四季度", 2020, "2020-Q4"},
		{"一季", 2021, "2021-Q1"},
		// ISO weeks.
		{"2020-W30", noYear, "2020-W30"},
		{"2020W05", noYear, "2020-W05"},
		{"2020-W53", noYear, "2020-W53"},
		{"2020年第30周", noYear, "2020-W30"},
		{"第7周", 2020, "2020-W07"},
		// Months.
		{"2020-07", noYear, "2020-07"},
		{"2020-7", noYear, "2020-07"},
		{"2020/07", noYear, "2020-07"},
		{"2020.7", noYear, "2020-07"},
		{"202007", noYear, "2020-07"},
		{"2020年7月", noYear, "2020-07"},
		{"2020年07月份", noYear, "2020-07"},
		{"2020 年 7 月", noYear, "2020-07"},
		{"２０２０年７月", noYear, "2020-07"},
		{"2020年7月底", noYear, "2020-07"},
		{"截至2020年7月末", noYear, "2020-07"},
		{"7月", 2020, "2020-07"},
		{"7月份", 2020, "2020-07"},
		{"12月底", 2019, "2019-12"},
		// Months from January: the year to date.
		{"2020年1-7月", noYear, "2020-01/2020-07"},
		{"2020年前7个月", noYear, "2020-01/2020-07"},
		{"前三季度", 2020, "2020-Q1/2020-Q3"},
		{"前三个季度", 2020, "2020-Q1/2020-Q3"},
		{"2020前3季度", noYear, "2020-Q1/2020-Q3"},
		{"2020年一至三季度", noYear, "2020-Q1/2020-Q3"},
		{"2020年1—3季度", noYear, "2020-Q1/2020-Q3"},
		{"2020年七月", noYear, "2020-07"},
		{"2020年十一月", noYear, "2020-11"},
		{"2020年1—7月", noYear, "2020-01/2020-07"},
		{"2020年1——7月", noYear, "2020-01/2020-07"},
		{"2020年1–7月份", noYear, "2020-01/2020-07"},
		{"2020年1－7月", noYear, "2020-01/2020-07"},
		{"2020年1~7月", noYear, "2020-01/2020-07"},
		{"2020年1～7月", noYear, "2020-01/2020-07"},
		{"2020年1至7月", noYear, "2020-01/2020-07"},
		{"2020年1月至7月", noYear, "2020-01/2020-07"},
		{"2020年1月到7月", noYear, "2020-01/2020-07"},
		{"2020年1月份-7月份", noYear, "2020-01/2020-07"},
		{"2020-01/2020-07", noYear, "2020-01/2020-07"},
		{"2020-1/2020-7", noYear, "2020-01/2020-07"},
		{"2020.1-7", noYear, "2020-01/2020-07"},
		{"2020/1-7月", noYear, "2020-01/2020-07"},
		{"2020-1-7月", noYear, "2020-01/2020-07"},
		{"1—7月", 2020, "2020-01/2020-07"},
		{"１—７月", 2020, "2020-01/2020-07"},
		{"1-2月", 2020, "2020-01/2020-02"},
		{"1-1月", 2020, "2020-01"},
		{"2020年3-5月", noYear, "2020-03/2020-05"},
		// Days.
		{"2020-07-25", noYear, "2020-07-25"},
		{"2020-7-5", noYear, "2020-07-05"},
		{"2020-1-7", noYear, "2020-01-07"},
		{"2020/7/25", noYear, "2020-07-25"},
		{"2020.07.25", noYear, "2020-07-25"},
		{"20200725", noYear, "2020-07-25"},
		{"2020年7月25日", noYear, "2020-07-25"},
		{"2020年7月25号", noYear, "2020-07-25"},
		{"截至2020年7月25日", noYear, "2020-07-25"},
		{"截止2020年7月25日", noYear, "2020-07-25"},
		{"截止到7月25日", 2020, "2020-07-25"},
		{"截止至7月25日", 2020, "2020-07-25"},
		{"截至2020年7月25日24时", noYear, "2020-07-25"},
		{"数据截至：2020-07-25", noYear, "2020-07-25"},
		{"2020-07-25 00:00:00", noYear, "2020-07-25"},
		{"2020/7/25 0:00", noYear, "2020-07-25"},
		{"2020-02-29", noYear, "2020-02-29"},
		{"2020年8月上半月", noYear, "2020-08-15"},
		{"8月上半月", 2020, "2020-08-15"},
		// The text's own year goes before the sheet's.
		{"2019年7月", 2020, "2019-07"},
	} {
		t.Run(c.text, func(t *testing.T) {
			p, err := ParsePeriod(c.text, c.year)
			require.NoError(t, err)
			require.Equal(t, c.want, p.String())
		})
	}
}

func TestParsePeriodRefuses(t *testing.T) {
	const (
		unread   = "want a period such as 2020-07, 2020年7月, 2020年1-7月, 2020-Q2, 2020H1, 2020-W30 or 2020-07-25"
		yearless = "it names no year, and neither does the sheet; write the year, such as 2020-07 or 2020-07-25"
		nowhere  = "the calendar has no such period"
		range19  = "want a year from 1900 to 2199"
	)
	for text, want := range map[string]string{
		"":                    unread,
		" ":                   unread,
		"20年7月":               unread,
		"July 2020":           unread,
		"2020-Q5":             unread,
		"2020H3":              unread,
		"12.19":               unread,
		"2020-07-25 09:30":    unread,
		"2020年1-7月累计":         unread,
		"2020.7-25/1":         unread,
		"2020-07/25":          unread,
		"合计":                  unread,
		"1—7月":                yearless,
		"7月25日":               yearless,
		"上半年":                 yearless,
		"第30周":                yearless,
		"2020-13":             nowhere,
		"2020-00":             nowhere,
		"202013":              nowhere,
		"2020年7-1月":           nowhere,
		"2020年0-7月":           nowhere,
		"2020年1-13月":          nowhere,
		"2019-11/2020-01":     nowhere,
		"2019-02-29":          nowhere,
		"2020-04-31":          nowhere,
		"2020-07-00":          nowhere,
		"2020-W54":            nowhere,
		"2019-W53":            nowhere,
		"2020-W00":            nowhere,
		"1899-12":             range19,
		"2200":                range19,
		"0000":                range19,
		"截至9999年12月31日":       range19,
		"2020-07-25 00:00:01": unread,
	} {
		t.Run(text, func(t *testing.T) {
			p, err := ParsePeriod(text, 0)
			require.Zero(t, p)
			var wrong *PeriodError
			require.ErrorAs(t, err, &wrong)
			require.Equal(t, text, wrong.Value)
			require.Equal(t, want, wrong.Reason.EN)
			require.NotEmpty(t, wrong.Reason.ZH)
			require.ErrorContains(t, err, want)
		})
	}
}

func TestYearToDate(t *testing.T) {
	for text, want := range map[string]bool{
		"2020年1-7月": true, "2020年1-2月": true, "2020年3-5月": false, "2020年7月": false, "2020年1月": false, "2020-Q2": false,
	} {
		p, err := ParsePeriod(text, 0)
		require.NoError(t, err)
		require.Equal(t, want, p.YearToDate(), text)
	}
}

// Whatever is read can be written and read again, and nothing else happens.
func FuzzParsePeriod(f *testing.F) {
	for _, seed := range []string{
		"2020", "2020-07", "2020年1—7月", "1—7月", "2020-Q2", "2020H1", "2020-W53", "截至2020年7月25日", "2020.1-7",
		"2020-01/2020-07", "上半年", "第一季度", "20200725", "8月上半月", "2020/7/25 0:00", "9999", "-", "年", "\xff\xfe", "２０２０",
	} {
		f.Add(seed, 2020)
		f.Add(seed, 0)
	}
	f.Fuzz(func(t *testing.T, text string, year int) {
		p, err := ParsePeriod(text, year)
		if err != nil {
			var wrong *PeriodError
			if !errors.As(err, &wrong) || wrong.Reason.ZH == "" || wrong.Reason.EN == "" {
				t.Fatalf("ParsePeriod(%q, %d): error %#v", text, year, err)
			}
			return
		}
		if p.IsZero() || p.Year() < minYear || p.Year() > maxYear || p.Span() > p.Ordinal() {
			t.Fatalf("ParsePeriod(%q, %d) = %#v", text, year, p)
		}
		again, err := ParsePeriod(p.String(), 0)
		if err != nil || again != p {
			t.Fatalf("ParsePeriod(%q, %d) = %s, read again as %s: %v", text, year, p, again, err)
		}
		if strings.ContainsAny(p.String(), "年月日 ") {
			t.Fatalf("ParsePeriod(%q, %d) writes %s", text, year, p)
		}
	})
}
