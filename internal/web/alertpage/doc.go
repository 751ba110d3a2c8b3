// Package alertpage shows the alerts that fire, or fired at a time that is asked
// about, with what was acknowledged of them (督办) and the register of all that
// was (督办台账), and takes what an officer says of an alert in forms.
package alertpage
