package model

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

const millisecond = "2006-01-02T15:04:05.000Z07:00"

func TestParseInstant(t *testing.T) {
	zone := shanghai(t)
	for text, want := range map[string]string{
		"2020-07-31":                "2020-07-31T23:59:59.000+08:00",
		"2020-07":                   "2020-07-31T23:59:59.000+08:00",
		"2020":                      "2020-12-31T23:59:59.000+08:00",
		"2020-Q2":                   "2020-06-30T23:59:59.000+08:00",
		"2020年1—7月":                 "2020-07-31T23:59:59.000+08:00",
		"截至2020年7月25日":              "2020-07-25T23:59:59.000+08:00",
		"2020-09-08T09:00:00+08:00": "2020-09-08T09:00:00.000+08:00",
		"2020-09-08T01:00:00Z":      "2020-09-08T09:00:00.000+08:00",
		"2020-09-08T01:00:00.25Z":   "2020-09-08T09:00:00.250+08:00",
		"1599526800":                "2020-09-08T09:00:00.000+08:00",
		"1599526800.123":            "2020-09-08T09:00:00.123+08:00",
		"-1":                        "1970-01-01T07:59:59.000+08:00",
		" 2020-07-31 ":              "2020-07-31T23:59:59.000+08:00",
	} {
		at, err := ParseInstant(text, zone)
		require.NoError(t, err, text)
		require.Equal(t, want, at.Format(millisecond), text)
	}
}

func TestParseInstantRefuses(t *testing.T) {
	// A moment needs its offset: a date with a clock time is no bare date.
	for _, text := range []string{"", "yesterday", "7月", "2020-13", "2020-07-31T09:00:00", "2020-07-31 00:00", "1e300", "NaN", "Inf"} {
		_, err := ParseInstant(text, time.UTC)
		require.EqualError(t, err, "time \""+text+"\": want a date such as 2020-07-31, a period such as 2020-07, "+
			"a moment such as 2020-07-31T09:00:00+08:00, or seconds since 1970")
		_, err = ParseAsOf(text, time.UTC)
		require.Error(t, err, text)
	}
}

// What became known in the last second of a day was known on that day.
func TestParseAsOf(t *testing.T) {
	zone := shanghai(t)
	for text, want := range map[string]string{
		"2020-07-31":                "2020-07-31T23:59:59.999+08:00",
		"2020-07":                   "2020-07-31T23:59:59.999+08:00",
		"2020-09-08T09:00:00+08:00": "2020-09-08T09:00:00.000+08:00",
		"1599526800":                "2020-09-08T09:00:00.000+08:00",
	} {
		at, err := ParseAsOf(text, zone)
		require.NoError(t, err, text)
		require.Equal(t, want, at.Format(millisecond), text)
	}
}
