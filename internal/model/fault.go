package model

import (
	"errors"
	"fmt"
)

// A Fault is an error that is said in both languages.
type Fault struct{ zh, en error }

// Faultf makes one as fmt.Errorf does, with the same values in both languages.
// What %w names is wrapped, and has its own words: who says the fault puts
// these in the place of its English ones.
func Faultf(zh, en string, values ...any) error {
	return &Fault{zh: fmt.Errorf(zh, values...), en: fmt.Errorf(en, values...)} //nolint:err113 // It is what makes errors.
}

// Error says it in English.
func (f *Fault) Error() string { return f.en.Error() }

// In says it in a language.
func (f *Fault) In(lang Language) string { return Text{ZH: f.zh.Error(), EN: f.en.Error()}.In(lang) }

// Unwrap gives what the fault wraps, if anything.
func (f *Fault) Unwrap() error { return errors.Unwrap(f.en) }
